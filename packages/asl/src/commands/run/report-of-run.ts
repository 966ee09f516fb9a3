import type { ExecutionRecord } from '../../interpreter';
import type { CaseRun, TestedMachine } from '../../interpreter/cases';
import {
  executionOfRecord,
  failedFirst,
  mapRunSummary,
  type ReadMapRun,
  reportedChildren,
  runReporter,
} from '../../ui';

/** Returns what writes runs with mocks as one HTML file each; see runReporter. */
export function reportsOfRuns(): (machine: TestedMachine, run: CaseRun) => string {
  const report = runReporter();
  return (machine, run) => {
    const { record } = run;
    const execution = executionOfRecord(record, machine.definition);
    return report(execution, record.stopDate ?? record.startDate, mapRunsOf(machine, run));
  };
}

function mapRunsOf({ definition }: TestedMachine, run: CaseRun): ReadonlyMap<string, ReadMapRun> {
  const { mapRuns = [] } = run.record;
  if (mapRuns.length === 0) return new Map();
  const children = run.children();
  return new Map(
    mapRuns.map(({ mapRunArn, ...mapRun }) => {
      const own = failedFirst(children.filter((child) => child.mapRunArn === mapRunArn));
      const shown = own.slice(0, reportedChildren);
      return [
        mapRunArn,
        {
          summary: mapRunSummary(mapRun),
          children: shown.map((child: ExecutionRecord) => executionOfRecord(child, definition)),
          omitted: own.length - shown.length,
        },
      ];
    }),
  );
}

import type { ExecutionRecord, HistoryEvent } from '../../../interpreter';
import { type CaseRun, startCase } from '../../../interpreter/cases';
import { UserError } from '../../../language/diagnostics';
import { type LocalRun, type LocalRuns, RecordedRun, type RunEnding } from './local-runs';
import type { PreparedRun, RunRequest } from './prepare-run';

/** Runs what was prepared to its end, in simulated time. Throws a UserError for a Task without a mock: what came after it has no meaning. */
export async function startRun(prepared: PreparedRun, request: RunRequest, runs: LocalRuns): Promise<LocalRun> {
  const recorded = recordRun(prepared, { ...request, kind: 'run', id: runs.nextId('run') });
  const { machine, given } = prepared;
  const started = startCase(machine, given, {
    onHistoryEvent: ownEvents(recorded, () => started.running.executionArn),
  });
  const { running, children, result } = started;
  recorded.follow({ record: () => running.record(), children, now: () => given.now });
  const run = await result;
  refuse(run);
  recorded.end(endingOf(run.record));
  runs.add(recorded);
  return recorded.summary;
}

/** Returns the run that records an execution of what was prepared. */
export function recordRun(
  { machine, given }: PreparedRun,
  { file, caseName, kind, id }: RunRequest & Pick<LocalRun, 'kind' | 'id'>,
): RecordedRun {
  return new RecordedRun(
    { id, kind, file, machine: machine.name, ...(caseName === undefined ? {} : { caseName }) },
    { definition: machine.definition, input: JSON.stringify(given.input), startedAt: given.now },
  );
}

/** Records the events of the execution itself, not those of children of Distributed Maps. */
export function ownEvents(
  recorded: RecordedRun,
  ownArn: () => string,
): (event: HistoryEvent, executionArn: string) => void {
  return (event, executionArn) => {
    if (executionArn === ownArn()) recorded.add(event);
  };
}

/** Returns how an execution has ended. */
export function endingOf({ status, stopDate, startDate, output, error, cause }: ExecutionRecord): RunEnding {
  return {
    status,
    stoppedAt: stopDate ?? startDate,
    ...(output === undefined ? {} : { output: JSON.stringify(output) }),
    ...(error === undefined ? {} : { error }),
    ...(cause === undefined ? {} : { cause }),
  };
}

function refuse({ refusals: [first] }: CaseRun): void {
  if (first !== undefined) throw new UserError(first.message, { help: first.help });
}

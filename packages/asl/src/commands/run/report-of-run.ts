import type { CaseRun, TestedMachine } from '../../interpreter/cases';
import { readEvent, readExecution, runReporter } from '../../ui';

/** Returns what writes runs with mocks as one HTML file each; see runReporter. */
export function reportsOfRuns(): (machine: TestedMachine, run: CaseRun) => string {
  const report = runReporter();
  return ({ definition }, { record }) => {
    const { executionArn, stateMachineName, name, status, startDate, stopDate = startDate, error, cause } = record;
    const described = {
      ...{ executionArn, name, status, machine: stateMachineName },
      ...{ startedAt: startDate, stoppedAt: stopDate, definition: JSON.stringify(definition) },
      ...(error === undefined ? {} : { error }),
      ...(cause === undefined ? {} : { cause }),
    };
    return report(
      readExecution(
        described,
        record.history.map((event) => readEvent({ ...event })),
      ),
      stopDate,
    );
  };
}

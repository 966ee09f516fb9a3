import type { ExecutionRecord } from '../../interpreter';
import type { StateMachineDefinition } from '../../language/definition';
import { type DescribedExecution, type ReadExecution, readExecution } from './execution-view';
import { readEvent } from './history';

/** Reads an execution of this process. `named`: how the page names it, if not by its own name. */
export function executionOfRecord(
  record: ExecutionRecord,
  definition: StateMachineDefinition,
  named: Partial<Pick<DescribedExecution, 'executionArn' | 'machine' | 'name'>> = {},
): ReadExecution {
  const { executionArn, stateMachineName: machine, name, status, startDate, stopDate, error, cause } = record;
  const { input, output, redriveCount, mapRunArn, history } = record;
  const described: DescribedExecution = {
    executionArn,
    machine,
    name,
    status,
    startedAt: startDate,
    input: JSON.stringify(input),
    redriveCount,
    definition: JSON.stringify(definition),
    ...(stopDate === undefined ? {} : { stoppedAt: stopDate }),
    ...(output === undefined ? {} : { output: JSON.stringify(output) }),
    ...(error === undefined ? {} : { error }),
    ...(cause === undefined ? {} : { cause }),
    ...(mapRunArn === undefined ? {} : { mapRunArn }),
    ...named,
  };
  return readExecution(
    described,
    history.map((event) => readEvent({ ...event })),
  );
}

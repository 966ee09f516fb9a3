import { type ExecutionRecord, millisecondsBetween } from '@document-pipelines/asl/interpreter';
import { ServiceError, type Shape } from '../../../service';
import type { StateMachineRegistry } from '../../machines/state-machine-registry';
import { onStateMachine, type StatesOperation } from '../../request/states-operation';
import type { Executions, StartExecutionRequest } from '../executions';
import { executionData } from './execution-answers';
import { executionInput } from './json-texts';

/** StartExecution and StartSyncExecution. */
export function startOperations(
  executions: Executions,
  registry: StateMachineRegistry,
): Readonly<Record<string, StatesOperation>> {
  const draw = (): number => executions.options.random.next();
  return {
    StartExecution: {
      permissions: onStateMachine('StartExecution', machineArnOf),
      run: async (input) => {
        const { executionArn, startDate } = await executions.start(startRequest(input, registry, draw()));
        return { executionArn, startDate: new Date(startDate) };
      },
    },
    StartSyncExecution: {
      permissions: onStateMachine('StartSyncExecution', machineArnOf),
      run: async (input) => {
        const request = startRequest(input, registry, draw());
        if (request.machine.entry.type !== 'EXPRESS')
          throw new ServiceError(
            'StateMachineTypeNotSupported',
            'This operation is not supported by this type of state machine',
          );
        return syncAnswer(await executions.startSync(request), input);
      },
    },
  };
}

/** Returns the ARN without `#TestCase`, which Step Functions Local accepts after it. */
function machineArnOf({ stateMachineArn }: Shape): string {
  return String(stateMachineArn).replace(/#.*$/s, '');
}

function startRequest(input: Shape, registry: StateMachineRegistry, draw: number): StartExecutionRequest {
  const { name } = input;
  const [, testCase] = String(input['stateMachineArn']).split('#');
  return {
    machine: registry.resolve(machineArnOf(input), draw),
    input: executionInput(input['input']),
    ...(name === undefined || name === null ? {} : { name: String(name) }),
    ...(testCase === undefined ? {} : { testCase }),
  };
}

/** Memory is billed in steps of 64 MB, time in steps of 100 ms. */
function syncAnswer(record: ExecutionRecord, { includedData, traceHeader }: Shape): Shape {
  const { executionArn, stateMachineArn, name, status, startDate, stopDate = startDate, error, cause } = record;
  return {
    executionArn,
    stateMachineArn,
    name,
    status,
    startDate: new Date(startDate),
    stopDate: new Date(stopDate),
    ...(error === undefined ? {} : { error }),
    ...(cause === undefined ? {} : { cause }),
    ...executionData(record, includedData),
    ...(traceHeader === undefined ? {} : { traceHeader }),
    billingDetails: {
      billedMemoryUsedInMB: 64,
      billedDurationInMilliseconds: Math.max(1, Math.ceil(millisecondsBetween(startDate, stopDate) / 100)) * 100,
    },
  };
}

import { join } from 'node:path';
import type { Clock, HistoryEvent, RandomSource, TaskHandlers } from '../../../interpreter';
import type { Policies } from '../../policies';
import type { EventBus } from '../event-bus';
import type { EmbeddedService } from '../service';
import type { ArnPlace } from './arns';
import { executionOperations } from './execution-operations';
import { Executions, type ExecutionSnapshot } from './executions';
import { stateMachineOperations } from './state-machine-operations';
import { createStateMachineRegistry } from './state-machine-registry';

/** What Step Functions needs around it. */
export interface StatesOptions {
  readonly place: ArnPlace & { readonly stateFolder: string };
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly tasks: TaskHandlers;
  readonly policies: Pick<Policies, 'allowsAssume'>;
  readonly eventBus: EventBus;
  /** Told of every event of every execution of this process. */
  readonly onHistoryEvent?: (event: HistoryEvent, executionArn: string) => void;
  /** Told of what goes wrong outside any request. */
  readonly onDefect?: (message: string) => void;
}

/** Step Functions on the laptop. */
export interface States {
  readonly service: EmbeddedService;
  /** Goes on with the RUNNING executions of an earlier process; answers how many. Call it when the stack has been applied. */
  resume(): Promise<number>;
  /** All executions of a machine, newest first. */
  list(stateMachineName: string): readonly ExecutionSnapshot[];
  /** The executions that run in this process. */
  running(): readonly ExecutionSnapshot[];
  /** Whether the end of an execution is still being written or published. */
  readonly isEnding: boolean;
  /** The process is leaving: running executions stay RUNNING on disk. */
  close(): Promise<void>;
}

/** Step Functions with the machines and executions that `place.stateFolder` holds. */
export function createStates(options: StatesOptions): States {
  const { place, clock, policies } = options;
  const registry = createStateMachineRegistry(join(place.stateFolder, 'state-machines'));
  const executions = new Executions({
    ...options,
    registry,
    folder: join(place.stateFolder, 'executions'),
    region: place.region,
  });
  return {
    service: {
      name: 'states',
      operations: {
        ...stateMachineOperations({ place, registry, policies, now: () => clock.now() }),
        ...executionOperations(executions, registry),
      },
    },
    resume: () => executions.resume(),
    list: (stateMachineName) => executions.list(stateMachineName),
    running: () => executions.running(),
    get isEnding() {
      return executions.isEnding;
    },
    close: () => executions.close(),
  };
}

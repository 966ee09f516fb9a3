import type {
  Clock,
  HistoryEvent,
  MapObjects,
  RandomSource,
  RunningExecution,
  TaskHandlers,
} from '../../../../interpreter';
import type { EventBus } from '../../event-bus';
import type { OnTrouble } from '../../service';
import type { StateMachineRegistry } from '../machines/state-machine-registry';
import type { ExecutionArchive } from './archive/execution-archive';

/** Answers the tasks of one execution by a test case of a MockConfigFile.json; what the case does not name goes to `otherwise`. */
export interface TestCaseRequest {
  readonly stateMachineName: string;
  readonly testCase: string;
  readonly otherwise: TaskHandlers;
  /** The execution that task tokens are answered to; known once a task is called. */
  execution(): RunningExecution;
}

/** What executions need around them. */
export interface ExecutionsOptions {
  readonly registry: StateMachineRegistry;
  readonly archive: ExecutionArchive;
  readonly region: string;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly tasks: TaskHandlers;
  /** Amazon S3 for Distributed Maps. */
  readonly mapObjects?: MapObjects;
  /** Absent: nobody is told of status changes. */
  readonly eventBus?: EventBus;
  /** Throws a ServiceError for a test case that there is not. */
  readonly testCase?: (request: TestCaseRequest) => TaskHandlers;
  readonly onHistoryEvent?: (event: HistoryEvent, executionArn: string) => void;
  /** Told of a status change that could not be published. */
  readonly onDefect?: OnTrouble;
}

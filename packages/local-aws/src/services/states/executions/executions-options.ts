import type {
  Clock,
  HistoryEvent,
  MapObjects,
  RandomSource,
  RunningExecution,
  TaskHandlers,
} from '@document-pipelines/asl/interpreter';
import type { EventBus } from '../../event-bus';
import type { OnTrouble } from '../../service';
import type { StateMachineRegistry } from '../machines/state-machine-registry';
import type { ExecutionArchive } from './archive/execution-archive';

/** Mocks the tasks of one execution with a test case of a MockConfigFile.json; what the case does not name goes to `otherwise`. */
export interface TestCaseRequest {
  readonly stateMachineName: string;
  readonly testCase: string;
  readonly otherwise: TaskHandlers;
  /** The execution that task tokens belong to; known once a task is called. */
  execution(): RunningExecution;
}

/** Dependencies of executions. */
export interface ExecutionsOptions {
  readonly registry: StateMachineRegistry;
  readonly archive: ExecutionArchive;
  readonly region: string;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly tasks: TaskHandlers;
  /** Amazon S3 for Distributed Maps. */
  readonly mapObjects?: MapObjects;
  /** If absent, status changes are not published. */
  readonly eventBus?: EventBus;
  /** Throws a ServiceError for an unknown test case. */
  readonly testCase?: (request: TestCaseRequest) => TaskHandlers;
  readonly onHistoryEvent?: (event: HistoryEvent, executionArn: string) => void;
  /** Called for a status change that could not be published. */
  readonly onDefect?: OnTrouble;
}

import type { Json } from '../asl/definition';
import type { RandomSource } from '../asl/expressions';
import type { Clock } from './clock';
import type { CompiledStateMachine } from './compile/compiled-state-machine';
import type { ExecutionRecord, ExecutionStore, StateMachineType } from './execution-record';
import type { HistoryEvent } from './history-event';
import type { MapObjects } from './map-run/map-objects';
import type { RunningMapRun } from './map-run/map-run-record';
import type { TaskHandlers } from './task-handlers';

/** What any execution needs around it, whether it starts or resumes. */
export interface ExecutionSurroundings {
  readonly stateMachine: CompiledStateMachine;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly tasks: TaskHandlers;
  /** Where the record is kept; without one the execution lives in memory only. */
  readonly store?: ExecutionStore;
  /** Told of each event as it happens; must not throw. */
  onHistoryEvent?(event: HistoryEvent, executionArn: string): void;
  /** Amazon S3 for the ItemReaders and ResultWriters of Distributed Maps; without it those fail by name. */
  readonly mapObjects?: MapObjects;
  /** Where the child executions of Distributed Maps live besides in this process. */
  readonly children?: ChildExecutions;
  /** The region named in TaskScheduled events; default: that of the execution's ARN. */
  readonly region?: string;
}

/** Whoever keeps, lists and routes to the child executions of Distributed Maps. */
export interface ChildExecutions {
  /** The store for a child's record; none: the child lives in memory only. */
  store?(executionArn: string): ExecutionStore | undefined;
  /**
   * The record that was kept of a child. Without it a Map Run that another process left, or that is redriven, starts all its children
   * anew; with it those that have succeeded are not run again.
   */
  load?(executionArn: string): Promise<ExecutionRecord | undefined>;
  /** Told of each child before it begins: task tokens name the child's execution. */
  began?(child: RunningExecution, mapRunArn: string): void;
  /** Told of each Map Run when it starts, is resumed or redriven. */
  mapRunBegan?(mapRun: RunningMapRun): void;
}

/** What an execution starts from. */
export interface StartExecutionOptions extends ExecutionSurroundings {
  readonly stateMachineArn: string;
  readonly stateMachineName: string;
  readonly roleArn: string;
  readonly name: string;
  readonly executionArn: string;
  readonly input: Json;
  readonly type: StateMachineType;
}

/** An execution in this process. */
export interface RunningExecution {
  readonly executionArn: string;
  /** Resolves with the last record when the execution has ended; never rejects. Stays open after `abandon`. */
  readonly result: Promise<ExecutionRecord>;
  /** A snapshot of where it stands. */
  record(): ExecutionRecord;
  /** Ends the waiting Task. Throws TaskTokenError: TaskDoesNotExist, TaskTimedOut. */
  sendTaskSuccess(taskToken: string, output: Json): void;
  /** Fails the waiting Task. Throws as sendTaskSuccess does. */
  sendTaskFailure(taskToken: string, failure: { readonly error?: string; readonly cause?: string }): void;
  /** Puts the heartbeat's deadline off by HeartbeatSeconds. Throws as sendTaskSuccess does. */
  sendTaskHeartbeat(taskToken: string): void;
  /** Resolves when everything up to now is in the store: what was answered by a token is then not lost with the process. */
  kept(): Promise<void>;
  /** StopExecution: ends it ABORTED. Does nothing once it has ended. */
  stop(reason?: { readonly error?: string; readonly cause?: string }): void;
  /** The process is leaving: timers stop, nothing more is written, and the record stays RUNNING for another process. */
  abandon(): void;
}

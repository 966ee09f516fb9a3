import type { Json } from '../language/definition';
import type { RandomSource } from '../language/expressions';
import type { Clock } from './clock';
import type { CompiledStateMachine } from './compile/compiled-state-machine';
import type { StateGate } from './debug/state-gate';
import type { ExecutionRecord, ExecutionStore, StateMachineType } from './execution-record';
import type { HistoryEvent } from './history-event';
import type { MapObjects } from './map-run/map-objects';
import type { RunningMapRun } from './map-run/map-run-record';
import type { TaskHandlers } from './task-handlers';

/** The dependencies of any execution, whether it starts or resumes. */
export interface ExecutionDependencies {
  readonly stateMachine: CompiledStateMachine;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly tasks: TaskHandlers;
  /** Keeps the record; without one the execution is in memory only. */
  readonly store?: ExecutionStore;
  /** Called for each event as it happens; must not throw. */
  onHistoryEvent?(event: HistoryEvent, executionArn: string): void;
  /**
   * Amazon S3 for the ItemReaders and ResultWriters of Distributed Maps; without it those throw an Error that names
   * them.
   */
  readonly mapObjects?: MapObjects;
  /** Where the child executions of Distributed Maps are kept besides this process. */
  readonly children?: ChildExecutions;
  /** Holds the execution and its children before their states. */
  readonly gate?: StateGate;
  /** The region named in TaskScheduled events; default: that of the execution's ARN. */
  readonly region?: string;
}

/** Keeps, lists and routes to the child executions of Distributed Maps. */
export interface ChildExecutions {
  /** Returns the store for a child's record; undefined: the child is in memory only. */
  store?(executionArn: string): ExecutionStore | undefined;
  /**
   * Returns the record that was kept of a child. Without it a Map Run that another process left, or that is redriven,
   * starts all its children again; with it those that have succeeded are not run again.
   */
  load?(executionArn: string): Promise<ExecutionRecord | undefined>;
  /** Called for each child before it begins: task tokens name the child's execution. */
  began?(child: RunningExecution, mapRunArn: string): void;
  /** Called for each Map Run when it starts, is resumed or redriven. */
  mapRunBegan?(mapRun: RunningMapRun): void;
}

/** What an execution starts from. */
export interface StartExecutionOptions extends ExecutionDependencies {
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
  /** Returns a snapshot of its state. */
  record(): ExecutionRecord;
  /** Ends the waiting Task. Throws TaskTokenError: TaskDoesNotExist, TaskTimedOut. */
  sendTaskSuccess(taskToken: string, output: Json): void;
  /** Fails the waiting Task. Throws as sendTaskSuccess does. */
  sendTaskFailure(taskToken: string, failure: { readonly error?: string; readonly cause?: string }): void;
  /** Puts the heartbeat's deadline off by HeartbeatSeconds. Throws as sendTaskSuccess does. */
  sendTaskHeartbeat(taskToken: string): void;
  /** Resolves when everything up to now is in the store: answers to tokens are then not lost with the process. */
  kept(): Promise<void>;
  /** StopExecution: ends it ABORTED. Has no effect once it has ended. */
  stop(reason?: { readonly error?: string; readonly cause?: string }): void;
  /** The process exits: timers stop, no more records are written, and the record stays RUNNING for another process. */
  abandon(): void;
}

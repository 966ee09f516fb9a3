import type { Json, ParsedResource } from '../language/definition';

/** One attempt of a Task, as its handler receives it. */
export interface TaskCall {
  /** The state's `Resource`, as written. */
  readonly resource: string;
  readonly integration: ParsedResource;
  /** The effective Parameters or Arguments; for a function's own ARN or an activity: its input. */
  readonly arguments: Json;
  readonly stateName: string;
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly roleArn?: string;
  /** The effective `Credentials`. */
  readonly credentials?: Json;
  /** For `.waitForTaskToken` and activities: what SendTaskSuccess, SendTaskFailure and SendTaskHeartbeat must carry. */
  readonly taskToken?: string;
  readonly timeoutSeconds?: number;
  readonly heartbeatSeconds?: number;
  /** 0 for the first attempt. */
  readonly retryCount: number;
  /**
   * For `.sync` and `.sync:2`: call once with the request's own response, before the job's end is awaited
   * (TaskSubmitted).
   */
  submitted(output: Json): void;
  /** The same response if an earlier process had it: the request is not made again, only the job's end is awaited. */
  readonly submission?: Json;
  /** For a state inside inline Maps: the item's index, the innermost last. */
  readonly mapIndexes: readonly number[];
}

/**
 * Carries out tasks. Rejecting with a StatesError is an error that an execution can match; anything else is a defect of
 * the handler and becomes `States.Runtime` with its message. The signal is aborted when the answer is not used any
 * more: with `timedOut` after the state's timeout, with `processLeaves` if the next process will make the call again.
 * For `.waitForTaskToken` the answer only means that the request was accepted (TaskSubmitted); an activity's means that
 * a worker has accepted it ({workerName?}).
 */
export interface TaskHandlers {
  call(call: TaskCall, signal: AbortSignal): Promise<Json>;
}

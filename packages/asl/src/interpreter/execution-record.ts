import type { Json, JsonObject } from '../language/definition';
import type { HistoryEvent } from './history-event';
import type { MapRunItem, MapRunPlan } from './map-run/map-run-plan';
import type { MapRunRecord } from './map-run/map-run-record';

/** The status of an execution. */
export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** Standard or Express: determines the price of an execution and how long it may last. */
export type StateMachineType = 'STANDARD' | 'EXPRESS';

/**
 * An execution as a JSON value: what DescribeExecution returns, its history, and its position. Another process can
 * continue from it (`resumeExecution`). All times are milliseconds since 1970.
 */
export interface ExecutionRecord {
  readonly executionArn: string;
  readonly name: string;
  readonly stateMachineArn: string;
  readonly stateMachineName: string;
  readonly roleArn: string;
  readonly type: StateMachineType;
  readonly status: ExecutionStatus;
  readonly startDate: number;
  readonly stopDate?: number;
  readonly input: Json;
  readonly output?: Json;
  readonly error?: string;
  readonly cause?: string;
  /** States entered, in all branches and iterations; a retried state counts once. */
  readonly statesEntered: number;
  /** Attempts after the first, of all states: each is a billed transition. */
  readonly retries: number;
  readonly redriveCount: number;
  /** Only ever appended to: a store may write what is new since its last save. */
  readonly history: readonly HistoryEvent[];
  /** Its position; absent once it has ended. */
  readonly position?: ScopePosition;
  /** Its position when it failed, was aborted or timed out: `redriveExecution` continues from it. */
  readonly redrivePosition?: ScopePosition;
  /** When it was last redriven. */
  readonly redriveDate?: number;
  /** The Map Runs of its Distributed Maps, in the order of their starts. */
  readonly mapRuns?: readonly MapRunRecord[];
  /** Of a Distributed Map's child: the Map Run it belongs to, and how many items its input holds. */
  readonly mapRunArn?: string;
  readonly itemCount?: number;
}

/** The position of a scope: the machine itself, a branch, or an iteration. */
export interface ScopePosition {
  readonly stateName: string;
  /** The state's input before InputPath. */
  readonly input: Json;
  /** The variables assigned in this scope; those of the scopes around it are in theirs. */
  readonly variables: JsonObject;
  readonly lastEventId: number;
  /** Absent until the state has been entered. */
  readonly visit?: StateVisit;
}

/** A visit of a state: from its entry to its exit, over all attempts. */
export interface StateVisit {
  readonly enteredAt: number;
  readonly enteredEventId: number;
  /** How often each retrier has been used. */
  readonly retrierCounts: readonly number[];
  readonly retryCount: number;
  readonly phase: VisitPhase;
}

/** What a visit is waiting for. Deadlines are kept as they are: a process that resumes late finds them in the past. */
export type VisitPhase =
  | { readonly kind: 'evaluating' }
  | { readonly kind: 'waiting'; readonly until: number }
  | { readonly kind: 'pausingBeforeRetry'; readonly until: number }
  | CallingPhase
  | BranchingPhase;

/** A task in flight. The process that resumes repeats its request, unless it is known to have been accepted. */
export interface CallingPhase {
  readonly kind: 'calling';
  readonly arguments: Json;
  readonly credentials?: Json;
  readonly taskToken?: string;
  /** Whether the request was accepted, so that only the token's answer is awaited. */
  readonly submitted: boolean;
  /**
   * Of `.sync` and `.sync:2`: the response to the request. The process that resumes makes no request, and awaits the
   * end of the job.
   */
  readonly submission?: Json;
  readonly timeoutSeconds?: number;
  readonly timesOutAt?: number;
  readonly heartbeatSeconds?: number;
  readonly heartbeatDueAt?: number;
}

/** The branches of a Parallel or the iterations of a Map, by index. */
export interface BranchingPhase {
  readonly kind: 'branching';
  readonly children: readonly ChildPosition[];
  /** Of a Map: its items. */
  readonly items?: readonly Json[];
  /** How many children there will be, and how many run at once. */
  readonly length: number;
  readonly maxConcurrency: number;
  /** Of a Map: how many iterations may fail before the state does. */
  readonly toleratedFailures?: number;
  /** Of a Distributed Map, which has no `children` here: they are executions with records of their own. */
  readonly mapRun?: MapRunPosition;
}

/** The position of a Distributed Map: what cannot be read again from its children's records. */
export interface MapRunPosition {
  readonly mapRunArn: string;
  readonly startDate: number;
  readonly plan: MapRunPlan;
  /** Absent until its ItemReader has read them. */
  readonly items?: readonly MapRunItem[];
  readonly redriveCount: number;
  /** Children that ended unsuccessfully before are tried again. */
  readonly redriveDate?: number;
}

/**
 * A branch or an iteration. One whose index is beyond the list has not begun; `beginning`: its input is unknown so far.
 */
export type ChildPosition =
  | { readonly kind: 'beginning' }
  | { readonly kind: 'running'; readonly position: ScopePosition }
  | { readonly kind: 'succeeded'; readonly output: Json; readonly lastEventId: number }
  | {
      readonly kind: 'failed';
      readonly error: string;
      readonly cause?: string;
      readonly lastEventId: number;
      /** Where it failed: a redrive continues from there. */
      readonly position?: ScopePosition;
    };

/**
 * Keeps records. `save` is awaited before an effect begins and after each transition. A record shares what has not
 * changed with the one before, and its `history` continues to grow: a store saves the history's length when `save` is
 * called.
 */
export interface ExecutionStore {
  save(record: ExecutionRecord): Promise<void>;
}

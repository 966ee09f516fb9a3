import type { Json, StateMachineDefinition } from '@document-pipelines/asl/definition';
import type { StateMachineType } from '@document-pipelines/asl/interpreter';

/** A line of executions.jsonl, with the members that the runner uses; the folder's README describes all of it. */
export interface ExecutionCase {
  readonly id: string;
  readonly area: string;
  readonly type: StateMachineType;
  readonly definition: StateMachineDefinition;
  readonly input: Json;
  readonly expected: ExpectedOutcome;
  readonly mocks?: Readonly<Record<string, readonly MockedCall[]>>;
  readonly fixtures?: { readonly s3?: readonly ObjectFixture[] };
  /** ISO time that the run uses as the current time. */
  readonly clock?: string;
}

/** An object that was in a bucket. */
export interface ObjectFixture {
  readonly Bucket: string;
  readonly Key: string;
  readonly Body: string;
}

/** The result on AWS. */
export interface ExpectedOutcome {
  readonly status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  readonly events?: readonly RecordedEvent[];
}

/** An event of a recorded history; in some Parallel cases the ids were zeroed and the events sorted. */
export interface RecordedEvent {
  readonly id: number | readonly number[];
  readonly type: string;
}

/** One attempt of a Task, in the order of the calls. */
export interface MockedCall {
  readonly return?: Json;
  readonly error?: string | null;
  readonly cause?: string;
  readonly timedOut?: boolean;
  readonly submitted?: Json;
  readonly mapIndex?: number;
  readonly request?: Json;
}

/** The result of a run, in the shape that the folder's compare.mjs accepts. */
export interface ActualOutcome {
  readonly status: string;
  readonly output?: Json;
  readonly error?: string;
  readonly cause?: string;
  readonly stateSequence: readonly string[];
  readonly eventTypes: readonly string[];
  /** Requests to services, by state. */
  readonly calls: Readonly<Record<string, readonly Json[]>>;
}

import type { Json, JsonObject } from '../../../language/definition';
import type { SourceSpan } from '../../../language/diagnostics';
import type { ParsedDefinition } from '../../../language/load';
import type { ExecutionStatus, StateMachineType } from '../../execution-record';

/** One answer of a mocked Task; exactly one of `return`, `throw` and `timeout` is there. */
export interface MockAnswer {
  /** The result: of the call, of the job (`.sync`), or what comes by the task token. */
  readonly return?: Json;
  readonly throw?: { readonly error: string; readonly cause?: string };
  /** The call never returns: the state's TimeoutSeconds or HeartbeatSeconds apply. */
  readonly timeout?: true;
  /** Seconds until the answer. */
  readonly delaySeconds?: number;
  /** Seconds between the heartbeats that are sent until the answer; for task tokens and activities. */
  readonly heartbeatEverySeconds?: number;
  /** In a list: the number of consecutive calls with this answer; default 1. */
  readonly times?: number;
}

/** One answer for every call, or a list that is used call by call: attempts and visits alike. */
export type MockAnswers = MockAnswer | readonly MockAnswer[];

/** Answers by iteration of the Maps around the state: `0`, or `0.2` for the third item of the inner Map. */
export interface IterationMocks {
  readonly iterations: Readonly<Record<string, MockAnswers>>;
  /** For the iterations that are not named. */
  readonly otherwise?: MockAnswers;
}

/** The answers to a state's calls. */
export type StateMock = MockAnswers | IterationMocks;

/** Mocks by the name of the state. */
export type Mocks = Readonly<Record<string, StateMock>>;

/** What the context object has of the execution and its machine, if it matters. */
export interface GivenContext {
  readonly Execution?: { readonly Id?: string; readonly Name?: string; readonly RoleArn?: string };
  readonly StateMachine?: { readonly Id?: string; readonly Name?: string };
}

/** Values of placeholders: a number stays a number if the placeholder is the whole of a field. */
export type GivenSubstitutions = Readonly<Record<string, string | number>>;

/** What a call of a state must have looked like: how many calls, each of them, or all of them in order (subsets). */
export type ExpectedCalls = number | JsonObject | readonly JsonObject[];

/** What is expected of an execution. What is absent is not compared, but for the status. */
export interface Expectations {
  /** Absent: FAILED where `error` or `cause` is expected, else SUCCEEDED. */
  readonly status?: Exclude<ExecutionStatus, 'RUNNING'>;
  /** The whole output. */
  readonly output?: Json;
  /** A part of the output: objects may hold more, arrays may not. */
  readonly outputIncludes?: Json;
  readonly error?: string;
  /** A part of the cause. */
  readonly cause?: string;
  /** Every state entered, in order, including branches and iterations. */
  readonly path?: readonly string[];
  readonly calls?: Readonly<Record<string, ExpectedCalls>>;
  /** Types of history events in this order; others may be in between. */
  readonly events?: readonly string[];
  /** The last values of variables, in any scope. */
  readonly variables?: JsonObject;
}

/** What an execution starts from. */
export interface Given {
  readonly input: Json;
  readonly mocks: Mocks;
  /** Objects in Amazon S3 by `bucket/key`, for Distributed Maps: a string as it is, anything else as its JSON text. */
  readonly objects: Readonly<Record<string, Json>>;
  readonly context: GivenContext;
  readonly substitutions: GivenSubstitutions;
  /** Milliseconds since 1970 at which it starts. */
  readonly now: number;
  readonly seed: number;
}

/** One case: its start values, its expectations, and where it is written. */
export interface TestCase extends Given {
  readonly name: string;
  /** The Distributed Map of which one child is run by itself; absent: the whole machine runs. */
  readonly child?: string;
  readonly expect: Expectations;
  readonly span: SourceSpan;
  /** Returns the span of the value at this path below `expect`; of the case itself without such an expectation. */
  spanOf(path: readonly (string | number)[]): SourceSpan;
}

/**
 * A part of a definition that no case can reach: a rule, catcher or retrier of a state (from 1), or the state itself.
 */
export interface Unreachable {
  readonly state: string;
  readonly rule?: number;
  readonly catcher?: number;
  readonly retrier?: number;
  readonly because: string;
}

/** A cases file (or a file of mocks): what holds for all cases, and the cases. */
export interface CaseFile {
  readonly file: string;
  /** The file as parsed; used for excerpts and spans. */
  readonly parsed: ParsedDefinition;
  readonly definitionFile: string;
  readonly type: StateMachineType;
  /** What every case starts from. */
  readonly base: Given;
  readonly cases: readonly TestCase[];
  /** What no case can reach, and why. */
  readonly unreachable: readonly Unreachable[];
  /** Other files that were read for this one. */
  readonly filesRead: readonly string[];
}

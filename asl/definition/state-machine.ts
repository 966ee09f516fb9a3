import type { Json, JsonObject } from './json';

/** The language of a state's expressions; a state machine's default is JSONPath. */
export type QueryLanguage = 'JSONPath' | 'JSONata';

/** A state machine definition as the Amazon States Language has it: https://states-language.net and the Step Functions guide. */
export interface StateMachineDefinition extends Scope {
  readonly Comment?: string;
  readonly Version?: string;
  /** Seconds for the whole execution; absent: a year for Standard, 5 minutes for Express. */
  readonly TimeoutSeconds?: number;
  readonly QueryLanguage?: QueryLanguage;
}

/** States with a beginning: the whole machine, a branch of a Parallel, the item processor of a Map. */
export interface Scope {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

/** Any state; switch on `Type`. */
export type State =
  | TaskState
  | ParallelState
  | MapState
  | ChoiceState
  | PassState
  | WaitState
  | SucceedState
  | FailState;

/** The eight values of `Type`. */
export type StateType = State['Type'];

/** What every state may carry. JSONPath fields and JSONata fields stand side by side; a check tells which may be used. */
export interface CommonFields {
  readonly Comment?: string;
  readonly QueryLanguage?: QueryLanguage;
  readonly InputPath?: string | null;
  readonly OutputPath?: string | null;
  readonly Output?: Json;
  readonly Assign?: JsonObject;
}

/** `Next` or `End`: exactly one of the two stands in a state that goes on. */
export interface Transition {
  readonly Next?: string;
  readonly End?: boolean;
}

/** A Task: one call of a service integration, a function or an activity. */
export interface TaskState extends CommonFields, Transition, Caught {
  readonly Type: 'Task';
  readonly Resource: string;
  readonly Parameters?: Json;
  readonly Arguments?: Json;
  readonly ResultSelector?: Json;
  readonly ResultPath?: string | null;
  readonly TimeoutSeconds?: number | string;
  readonly TimeoutSecondsPath?: string;
  readonly HeartbeatSeconds?: number | string;
  readonly HeartbeatSecondsPath?: string;
  readonly Credentials?: Json;
}

/** A Parallel: its branches run side by side; its result is the array of their outputs. */
export interface ParallelState extends CommonFields, Transition, Caught {
  readonly Type: 'Parallel';
  readonly Branches: readonly Scope[];
  readonly Parameters?: Json;
  readonly Arguments?: Json;
  readonly ResultSelector?: Json;
  readonly ResultPath?: string | null;
}

/** A Map: its item processor runs once for each item, inline or in child executions. */
export interface MapState extends CommonFields, Transition, Caught {
  readonly Type: 'Map';
  readonly ItemProcessor?: ItemProcessor;
  /** The older spelling of ItemProcessor. */
  readonly Iterator?: ItemProcessor;
  readonly Items?: Json;
  readonly ItemsPath?: string;
  readonly ItemSelector?: Json;
  /** The older spelling of ItemSelector. */
  readonly Parameters?: Json;
  readonly ItemReader?: JsonObject;
  readonly ItemBatcher?: JsonObject;
  readonly ResultWriter?: JsonObject;
  readonly ResultSelector?: Json;
  readonly ResultPath?: string | null;
  readonly MaxConcurrency?: number | string;
  readonly MaxConcurrencyPath?: string;
  readonly ToleratedFailureCount?: number | string;
  readonly ToleratedFailureCountPath?: string;
  readonly ToleratedFailurePercentage?: number | string;
  readonly ToleratedFailurePercentagePath?: string;
  readonly Label?: string;
}

/** The states a Map runs for an item. */
export interface ItemProcessor extends Scope {
  readonly ProcessorConfig?: {
    readonly Mode?: 'INLINE' | 'DISTRIBUTED';
    readonly ExecutionType?: 'STANDARD' | 'EXPRESS';
  };
}

/** A Choice: the first rule that holds names the next state; without one, `Default`, else `States.NoChoiceMatched`. */
export interface ChoiceState extends CommonFields {
  readonly Type: 'Choice';
  readonly Choices: readonly ChoiceRule[];
  readonly Default?: string;
}

/** A rule of a Choice: JSONPath comparisons (`Variable`, one operator, or And/Or/Not), or a JSONata `Condition`. */
export interface ChoiceRule extends JsonObject {
  readonly Next: string;
}

/** A Pass: gives its input, or a fixed result, on. */
export interface PassState extends CommonFields, Transition {
  readonly Type: 'Pass';
  readonly Result?: Json;
  readonly Parameters?: Json;
  readonly ResultPath?: string | null;
}

/** A Wait: exactly one of Seconds, SecondsPath, Timestamp, TimestampPath. It has no Catch. */
export interface WaitState extends CommonFields, Transition {
  readonly Type: 'Wait';
  readonly Seconds?: number | string;
  readonly SecondsPath?: string;
  readonly Timestamp?: string;
  readonly TimestampPath?: string;
}

/** A Succeed: ends its scope well. */
export interface SucceedState extends CommonFields {
  readonly Type: 'Succeed';
}

/** A Fail: ends its scope with an error that an enclosing Parallel or Map may catch. */
export interface FailState extends CommonFields {
  readonly Type: 'Fail';
  readonly Error?: string;
  readonly ErrorPath?: string;
  readonly Cause?: string;
  readonly CausePath?: string;
}

/** Retriers and catchers, in the order in which they are tried. */
export interface Caught {
  readonly Retry?: readonly Retrier[];
  readonly Catch?: readonly Catcher[];
}

/** A retrier: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html#error-handling-retrying-after-an-error */
export interface Retrier {
  readonly ErrorEquals: readonly string[];
  /** Seconds before the first retry, default 1. */
  readonly IntervalSeconds?: number;
  /** Retries at most, default 3; 0 means never. */
  readonly MaxAttempts?: number;
  /** Default 2.0. */
  readonly BackoffRate?: number;
  /** Upper bound of a pause in seconds. */
  readonly MaxDelaySeconds?: number;
  /** FULL: a pause is drawn evenly from 0 to the computed one. Default NONE. */
  readonly JitterStrategy?: 'FULL' | 'NONE';
}

/** A catcher: the error output goes to `Next`. */
export interface Catcher extends Pick<CommonFields, 'Comment' | 'Assign' | 'Output'> {
  readonly ErrorEquals: readonly string[];
  readonly Next: string;
  readonly ResultPath?: string | null;
}

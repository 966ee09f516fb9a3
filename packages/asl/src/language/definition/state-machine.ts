import type { AslObject, QueryLanguage, StateType } from './fields';
import type { Json, JsonObject } from './json';

/** A state machine definition as the Amazon States Language has it: https://states-language.net and the Step Functions guide. */
export type StateMachineDefinition = Scope & Omit<AslObject<'machine'>, keyof Scope>;

/** The states of the whole machine, of a branch of a Parallel or of the item processor of a Map, and the first of them. */
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

/** What most states have. Fields of JSONPath and of JSONata are both there; a check reports those that may not be used. */
export interface CommonFields {
  readonly Comment?: string;
  readonly QueryLanguage?: QueryLanguage;
  readonly InputPath?: string | null;
  readonly OutputPath?: string | null;
  readonly Output?: Json;
  readonly Assign?: JsonObject;
}

/** A Task: one call of a service integration, a function or an activity. */
export type TaskState = StateFields<'Task'> & Caught;

/** A Parallel: its branches run at the same time; its result is the array of their outputs. */
export type ParallelState = Omit<StateFields<'Parallel'>, 'Branches'> &
  Caught & { readonly Branches: readonly Scope[] };

/** A Map: its item processor runs once for each item, inline or in child executions. */
export type MapState = Omit<StateFields<'Map'>, 'ItemProcessor' | 'Iterator'> &
  Caught & {
    readonly ItemProcessor?: ItemProcessor;
    /** The older spelling of ItemProcessor. */
    readonly Iterator?: ItemProcessor;
  };

/** The states that a Map runs for an item. */
export type ItemProcessor = Scope & { readonly ProcessorConfig?: AslObject<'ProcessorConfig'> };

/** A Choice: the first rule that holds names the next state; without one, `Default`, else `States.NoChoiceMatched`. */
export type ChoiceState = Omit<StateFields<'Choice'>, 'Choices'> & { readonly Choices: readonly ChoiceRule[] };

/** A rule of a Choice: JSONPath comparisons (`Variable`, one operator, or And/Or/Not), or a JSONata `Condition`. */
export interface ChoiceRule extends JsonObject {
  readonly Next: string;
}

/** A Pass: returns its input, or a fixed result. */
export type PassState = StateFields<'Pass'>;

/** A Wait: exactly one of Seconds, SecondsPath, Timestamp, TimestampPath. It has no Catch. */
export type WaitState = StateFields<'Wait'>;

/** A Succeed: ends its scope as succeeded. */
export type SucceedState = StateFields<'Succeed'>;

/** A Fail: ends its scope with an error that an enclosing Parallel or Map may catch. */
export type FailState = StateFields<'Fail'>;

/** Retriers and catchers, in the order in which they are matched. */
export interface Caught {
  readonly Retry?: readonly Retrier[];
  readonly Catch?: readonly Catcher[];
}

/** A retrier: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html#error-handling-retrying-after-an-error */
export type Retrier = AslObject<'retrier'>;

/** A catcher: the error output goes to `Next`. */
export type Catcher = AslObject<'catcher'>;

type StateFields<T extends StateType> = Omit<AslObject<T>, 'Type' | keyof Caught> & { readonly Type: T };

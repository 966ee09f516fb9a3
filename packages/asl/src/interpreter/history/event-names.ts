import type { StateType } from '../../language/definition';

/** The history's names for what happens to a state of a type. */
export interface StateEventNames {
  readonly entered: string;
  readonly exited: string;
  readonly started: string;
  readonly succeeded: string;
  readonly failed: string;
  readonly aborted: string;
}

const types: readonly StateType[] = ['Task', 'Parallel', 'Map', 'Choice', 'Pass', 'Wait', 'Succeed', 'Fail'];

/** By state type: `PassStateEntered`, `MapStateStarted` … */
export const stateEventNames = Object.fromEntries(types.map((type) => [type, namesOf(type)])) as Readonly<
  Record<StateType, StateEventNames>
>;

function namesOf(type: StateType): StateEventNames {
  return {
    entered: `${type}StateEntered`,
    exited: `${type}StateExited`,
    started: `${type}StateStarted`,
    succeeded: `${type}StateSucceeded`,
    failed: `${type}StateFailed`,
    aborted: `${type}StateAborted`,
  };
}

/** The last event of an execution that did not succeed, by its status. */
export const endings = {
  FAILED: { type: 'ExecutionFailed', details: 'executionFailedEventDetails' },
  TIMED_OUT: { type: 'ExecutionTimedOut', details: 'executionTimedOutEventDetails' },
  ABORTED: { type: 'ExecutionAborted', details: 'executionAbortedEventDetails' },
} as const;

import type { Json } from '@document-pipelines/asl/definition';
import { type Local, standstillOf } from '@document-pipelines/local-aws';
import type { ExecutionSnapshot } from '@document-pipelines/local-aws/services/states';

/** What is shown of an execution. */
export interface ExecutionView {
  readonly executionArn: string;
  readonly status: string;
  /** In milliseconds, as the other times. */
  readonly startDate: number;
  readonly stopDate?: number;
  readonly error?: string;
  readonly cause?: string;
  readonly statesEntered: number;
  /** Attempts after the first, of all states. */
  readonly retries: number;
  /** Where it is; absent once it has ended, and before its first state. */
  readonly position?: {
    readonly stateName: string;
    /** When it began to wait for an answer or a time there; absent while it is at work. */
    readonly waitsSince?: number;
    /** The variables of the state machine itself, not of its branches. */
    readonly variables: Readonly<Record<string, Json>>;
  };
}

/** Returns an execution, or undefined if there is none (any more). */
export type FindExecution = (executionArn: string) => Promise<ExecutionView | undefined>;

/** Finds executions of this process, in its memory. */
export function findExecutionHere({ states }: Pick<Local, 'states'>): FindExecution {
  return async (executionArn) => {
    const found = states.find(executionArn);
    return found === undefined ? undefined : viewOf(found);
  };
}

function viewOf({ position, ...snapshot }: ExecutionSnapshot): ExecutionView {
  const { executionArn, status, startDate, stopDate, error, cause, statesEntered = 0, retries = 0 } = snapshot;
  return {
    executionArn,
    status,
    startDate,
    statesEntered,
    retries,
    ...(stopDate === undefined ? {} : { stopDate }),
    ...(error === undefined ? {} : { error }),
    ...(cause === undefined ? {} : { cause }),
    ...(position === undefined ? {} : { position: positionOf(position) }),
  };
}

function positionOf(position: NonNullable<ExecutionSnapshot['position']>): NonNullable<ExecutionView['position']> {
  const { stateName, variables, visit } = position;
  const isStill = standstillOf(position, Number.NEGATIVE_INFINITY) !== undefined;
  return {
    stateName,
    variables,
    ...(isStill && visit !== undefined ? { waitsSince: visit.enteredAt } : {}),
  };
}

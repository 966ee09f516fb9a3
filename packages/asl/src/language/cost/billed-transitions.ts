/** What executions of a Standard state machine did. */
export interface TransitionCounts {
  readonly statesEntered: number;
  /** Default 0. */
  readonly retries?: number;
  /** Default 1. */
  readonly executions?: number;
}

/**
 * The transitions that AWS bills: each state entered, each retry, and one for the start of each execution.
 * https://aws.amazon.com/step-functions/pricing/
 */
export function billedTransitions({ statesEntered, retries = 0, executions = 1 }: TransitionCounts): number {
  return statesEntered + retries + executions;
}

import type { Shape } from '../services';

/** Step Functions, as the server calls it: on behalf of the operator. */
export interface ServedStates {
  /** Rejects with ServiceError. `gone` returns a signal that aborts when the client disconnects; most operations do not use it. */
  call(operation: string, input: Shape, gone?: () => AbortSignal): Promise<Shape>;
}

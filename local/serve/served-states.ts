import type { Shape } from '../services';

/** Step Functions, as the server asks it: on behalf of the person at the laptop. */
export interface ServedStates {
  /** Rejects with ServiceError. The signal tells that the client has gone. */
  call(operation: string, input: Shape, gone: AbortSignal): Promise<Shape>;
}

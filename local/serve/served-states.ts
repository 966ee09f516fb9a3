import type { Shape } from '../services';

/** Step Functions, as the server asks it: on behalf of the person at the laptop. */
export interface ServedStates {
  /** Rejects with ServiceError. `gone` gives a signal that the client has hung up; most operations do not ask for it. */
  call(operation: string, input: Shape, gone?: () => AbortSignal): Promise<Shape>;
}

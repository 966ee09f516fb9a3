import type { StateType } from '../../language/definition';
import type { Attempt } from './attempts';
import type { ReadEvent } from './history';

/** What became of a state: `caught` is a failure that a Catch of the state took. */
export type StateStatus = 'succeeded' | 'failed' | 'caught' | 'running' | 'aborted' | 'notReached';

/** The iterations of a Map. */
export interface Iterations {
  readonly total: number;
  /** By index, as far as they have begun. */
  readonly byIndex: ReadonlyMap<number, Exclude<StateStatus, 'caught' | 'notReached'>>;
}

/** A visit of a state: from its entry to its exit, over all attempts. A loop visits a state several times. */
export interface Visit {
  /** The id of the event that entered the state. */
  readonly id: number;
  readonly path: string;
  readonly name: string;
  readonly type: StateType;
  /** The index in each Map that holds it, outermost first. */
  readonly items: readonly number[];
  /** The visit of the Parallel or Map that holds it. */
  readonly holder?: Visit;
  /** The visit before it in its scope. */
  readonly before?: Visit;
  readonly enteredAt: number;
  readonly endedAt?: number;
  readonly status: Exclude<StateStatus, 'notReached'>;
  readonly error?: string;
  readonly cause?: string;
  /** The visit inside of it whose failure was this one's. */
  readonly failedBy?: Visit;
  readonly attempts: readonly Attempt[];
  readonly events: readonly ReadEvent[];
  readonly exited?: ReadEvent;
  readonly iterations?: Iterations;
}

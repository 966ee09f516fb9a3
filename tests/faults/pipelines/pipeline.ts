import type { JsonObject } from '../../../asl/definition';
import type { Scenario } from '../world/scenario';

/** A pipeline under fault: its definition and the ways of documents through it. A further pipeline is a further entry. */
export interface Pipeline {
  /** Name of its definition's file and of its state machine. */
  readonly name: string;
  /**
   * The definition with every placeholder filled in. `throttleMaxAttempts` stands for the number that the environment gives; by
   * default the one that outlasts two hours.
   */
  definition(throttleMaxAttempts?: number): JsonObject;
  /** Together they must reach every Task of the definition; one that is reached by none is an error. */
  readonly scenarios: readonly Scenario[];
}

import type { JsonObject } from '@document-pipelines/asl/definition';
import type { Scenario, UploadedDocument } from '../world/scenario';
import type { World } from '../world/world';

/** A pipeline under fault: its definition and the paths of documents through it. A further pipeline is a further entry. */
export interface Pipeline {
  /** Name of its definition's file and of its state machine. */
  readonly name: string;
  /**
   * Returns the definition with every placeholder filled in. `throttleMaxAttempts` is used instead of the environment's number; by
   * default, it outlasts two hours.
   */
  definition(throttleMaxAttempts?: number): JsonObject;
  /** Other machines that its executions start, by name. */
  others?(throttleMaxAttempts?: number): Readonly<Record<string, JsonObject>>;
  /** Starts the work on documents. By default, starts an execution for each, with the object as input, as the event rule does. */
  deliver?(world: World, documents: readonly UploadedDocument[]): void;
  /** Together they must reach every Task of the definition; a Task that is not reached is an error. */
  readonly scenarios: readonly Scenario[];
  /** Where documents come in batches. */
  readonly batches?: {
    /** Other documents in the batch of a document whose failure exceeds the tolerance. */
    readonly companions: readonly Scenario[];
    /** Number of documents of a batch in a random run. */
    readonly size: number;
  };
}

/** The definitions of the machines that its executions run, by name; its own is the last. */
export function definitionsOf(pipeline: Pipeline, throttleMaxAttempts?: number): Readonly<Record<string, JsonObject>> {
  return { ...pipeline.others?.(throttleMaxAttempts), [pipeline.name]: pipeline.definition(throttleMaxAttempts) };
}

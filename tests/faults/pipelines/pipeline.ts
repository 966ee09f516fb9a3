import type { JsonObject } from '../../../asl/definition';
import type { Scenario, UploadedDocument } from '../world/scenario';
import type { World } from '../world/world';

/** A pipeline under fault: its definition and the ways of documents through it. A further pipeline is a further entry. */
export interface Pipeline {
  /** Name of its definition's file and of its state machine. */
  readonly name: string;
  /**
   * The definition with every placeholder filled in. `throttleMaxAttempts` stands for the number that the environment gives; by
   * default the one that outlasts two hours.
   */
  definition(throttleMaxAttempts?: number): JsonObject;
  /** The machines that its executions start besides, by name. */
  others?(throttleMaxAttempts?: number): Readonly<Record<string, JsonObject>>;
  /** Begins the work on documents; absent: for each an execution whose input is the object, as the event rule starts it. */
  deliver?(world: World, documents: readonly UploadedDocument[]): void;
  /** Together they must reach every Task of the definition; one that is reached by none is an error. */
  readonly scenarios: readonly Scenario[];
  /** Where documents come in batches. */
  readonly batches?: {
    /** What else is in the batch of a document whose failure is one too many. */
    readonly companions: readonly Scenario[];
    /** Documents of a batch where many are run. */
    readonly size: number;
  };
}

/** The definitions of the machines that its executions run, by name; its own is the last. */
export function definitionsOf(pipeline: Pipeline, throttleMaxAttempts?: number): Readonly<Record<string, JsonObject>> {
  return { ...pipeline.others?.(throttleMaxAttempts), [pipeline.name]: pipeline.definition(throttleMaxAttempts) };
}

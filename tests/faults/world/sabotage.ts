import { isJsonObject, type Json, type JsonObject } from '@document-pipelines/asl/definition';
import type { Resource } from '../../synthesised-stacks/synthesised-stack';

/** A deliberate defect that the matrix must detect. */
export interface Sabotage {
  readonly name: string;
  /** What is removed from the definition, before it is compiled. */
  readonly spoilDefinition?: (definition: JsonObject) => JsonObject;
  /** Calls that a function makes only after everything else. */
  readonly holdsBack?: (functionName: string, operation: string) => boolean;
  /** A resource as it is deployed instead; undefined: it is not deployed. */
  readonly spoilResource?: (resource: Resource) => Resource | undefined;
}

/** Returns a definition with one state changed, at any depth; the same definition without such a state. */
export function withState(
  definition: JsonObject,
  stateName: string,
  change: (state: JsonObject) => JsonObject,
): JsonObject {
  const changed = (value: Json, name?: string): Json => {
    if (Array.isArray(value)) return value.map((item: Json) => changed(item));
    if (!isJsonObject(value)) return value;
    if (name === stateName && 'Type' in value) return change(value);
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, changed(each, key)]));
  };
  return changed(definition) as JsonObject;
}

/** Returns a definition with the Arguments of one Task changed. */
export function withArguments(
  definition: JsonObject,
  stateName: string,
  change: (parameters: JsonObject) => JsonObject,
): JsonObject {
  return withState(definition, stateName, ({ Arguments: parameters, ...state }) => ({
    ...state,
    Arguments: change(parameters as JsonObject),
  }));
}

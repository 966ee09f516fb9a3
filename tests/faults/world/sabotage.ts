import type { Json, JsonObject } from '../../../asl/definition';

/** Something broken on purpose: the matrix must notice it. */
export interface Sabotage {
  readonly name: string;
  /** What is taken out of the definition, before it is compiled. */
  readonly spoilDefinition?: (definition: JsonObject) => JsonObject;
  /** Calls that a function makes only after everything else. */
  readonly holdsBack?: (functionName: string, operation: string) => boolean;
  /** Whether executions that ended badly are told to nobody. */
  readonly isNetOff?: boolean;
}

/** A definition with one state changed. */
export function withState(
  definition: JsonObject,
  stateName: string,
  change: (parameters: JsonObject) => JsonObject,
): JsonObject {
  const states = definition['States'] as JsonObject;
  const state = states[stateName] as JsonObject;
  const changed = { ...state, Arguments: change(state['Arguments'] as JsonObject) };
  return { ...definition, States: { ...states, [stateName]: changed as Json } };
}

import type { JsonObject } from '../../definition';
import type { Eventually, JsonataBindings, JsonPathBindings } from '../bindings';
import { compileJsonata } from '../jsonata/compile-jsonata';

/** A choice rule's test, compiled once. `Next`, `Assign` and `Output` are the caller's. */
export interface ChoiceRuleMatcher<Bindings, Answer> {
  holds(bindings: Bindings): Answer;
}

/** Compiles a rule of a Choice: comparisons (JSONPath, synchronous) or a `Condition` (JSONata). Throws Error naming what is wrong. */
export function compileChoiceRule(
  rule: JsonObject,
  queryLanguage: 'JSONPath',
): ChoiceRuleMatcher<JsonPathBindings, boolean>;
export function compileChoiceRule(
  rule: JsonObject,
  queryLanguage: 'JSONata',
): ChoiceRuleMatcher<JsonataBindings, Eventually<boolean>>;
export function compileChoiceRule(
  rule: JsonObject,
  queryLanguage: 'JSONPath' | 'JSONata',
): ChoiceRuleMatcher<JsonPathBindings, boolean> | ChoiceRuleMatcher<JsonataBindings, Eventually<boolean>> {
  if (queryLanguage === 'JSONPath') return { holds: () => false };
  const condition = compileJsonata(String(rule['Condition']));
  return { holds: async (bindings) => (await condition.evaluate(bindings)) === true };
}

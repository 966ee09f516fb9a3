import { isJsonObject, type Json } from '../../definition';
import { areDefinite, normalForm, type PathStep, stepText } from './json-path-syntax';

/**
 * Explains why steps have no value, in the words that AWS uses from its JSONPath library: `No results for path:
 * $['a']`. The Java class names for values of the wrong type are not confirmed.
 */
export function explainMissing(steps: readonly PathStep[], start: Json): string {
  let value: Json | undefined = start;
  for (const [at, step] of steps.entries()) {
    const before = normalForm(steps.slice(0, at));
    if (step.kind === 'members' && !isJsonObject(value)) return notAnObject(step, before, value);
    if (step.kind === 'indexes' && !Array.isArray(value)) return notAnArray(step, before, value);
    const next: Json | undefined = childAt(value, step);
    if (next === undefined && step.kind === 'members' && at < steps.length - 1 && areDefinite([step]))
      return `Missing property in path ${before}${stepText(step)}`;
    if (next === undefined) break;
    value = next;
  }
  return `No results for path: ${normalForm(steps)}`;
}

function childAt(value: Json | undefined, step: PathStep): Json | undefined {
  if (step.kind === 'indexes')
    return Array.isArray(value) ? (value.at(step.indexes[0] ?? 0) as Json | undefined) : undefined;
  const name = step.kind === 'members' ? step.names[0] : undefined;
  return name !== undefined && isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function notAnObject(step: PathStep, before: string, value: Json | undefined): string {
  return (
    `Expected to find an object with property ${stepText(step)} in path ${before} but found '${javaTypeName(value)}'. ` +
    `This is not a json object according to the JsonProvider: 'com.jayway.jsonpath.spi.json.JsonSmartJsonProvider'.`
  );
}

function notAnArray(step: PathStep, before: string, value: Json | undefined): string {
  if (value === null) return `The path ${before} is null`;
  return `Filter: ${stepText(step)} can only be applied to arrays. Current context is: ${JSON.stringify(value)}`;
}

function javaTypeName(value: Json | undefined): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'net.minidev.json.JSONArray';
  if (typeof value === 'string') return 'java.lang.String';
  if (typeof value === 'boolean') return 'java.lang.Boolean';
  return Number.isInteger(value) ? 'java.lang.Integer' : 'java.lang.Double';
}

import { isJsonObject, type Json, type JsonObject } from '@document-pipelines/asl/definition';
import { UserError } from '@document-pipelines/asl/diagnostics';
import { compileMatcher, type Matcher } from './value-matchers';

/** Whether an event has the shape a rule asks for. */
export type EventPattern = (event: Json) => boolean;

/**
 * Compiles a rule's event pattern. Throws an error that names what is not modelled.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function compileEventPattern(text: string): EventPattern {
  let pattern: Json;
  try {
    pattern = JSON.parse(text);
  } catch (error) {
    throw new UserError(`the event pattern is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!isJsonObject(pattern) || Object.keys(pattern).length === 0)
    throw new UserError('an event pattern is an object with at least one field');
  return compileFields(pattern, 'event pattern');
}

function compileFields(pattern: JsonObject, where: string): EventPattern {
  const fields = Object.entries(pattern).map(([name, value]) => compileField(name, value, `${where}.${name}`));
  return (event) => fields.every((matches) => matches(event));
}

function compileField(name: string, value: Json, where: string): EventPattern {
  if (name === '$or') return compileAlternatives(value, where);
  if (isJsonObject(value)) {
    const inner = compileFields(value, where);
    return (event) => candidates(childOf(event, name) ?? {}).some(inner);
  }
  if (!Array.isArray(value) || value.length === 0)
    throw new UserError(
      `${where} must be an object or a list of values that is not empty, it is ${JSON.stringify(value)}`,
    );
  const matchers = value.map((item: Json) => compileMatcher(item, where));
  return (event) => matchesAny(matchers, childOf(event, name));
}

function compileAlternatives(value: Json, where: string): EventPattern {
  if (!Array.isArray(value) || value.length < 2)
    throw new UserError(`${where} must be a list of at least two patterns`);
  const alternatives = value.map((item: Json, index) => {
    if (!isJsonObject(item)) throw new UserError(`${where}[${index}] must be an object`);
    return compileFields(item, `${where}[${index}]`);
  });
  return (event) => alternatives.some((matches) => matches(event));
}

function matchesAny(matchers: readonly Matcher[], value: Json | undefined): boolean {
  const values: readonly (Json | undefined)[] = Array.isArray(value)
    ? value.length === 0
      ? [undefined]
      : value
    : [value];
  return matchers.some((matches) => values.some(matches));
}

/** A list in an event matches if one of its elements does. */
function candidates(value: Json): readonly Json[] {
  return Array.isArray(value) ? value : [value];
}

function childOf(event: Json, name: string): Json | undefined {
  return isJsonObject(event) && Object.hasOwn(event, name) ? event[name] : undefined;
}

import { isJsonObject, type Json, type JsonObject } from '../definition';
import { objectOf, optionalPlaceholder, placeholdersIn, replacePlaceholders } from '../load';
import type { DiffSource } from './diff-source';
import { listStates } from './list-states';

type Values = Map<string, Json>;

/**
 * Returns a definition with its prompts, and with the values that its placeholders have in the deployed definition. What a state
 * of the same name has at the same path shows them; a placeholder without a counterpart stays.
 */
export function withDeployedValues(source: DiffSource, deployed: DiffSource): DiffSource {
  const values: Values = new Map();
  const states = new Map(listStates(deployed.value).map((state) => [state.name, state.own]));
  // Values of whole fields first: parts of strings are split less surely.
  for (const isWhole of [true, false])
    for (const { name, own } of listStates(source.filled)) collectValues(own, states.get(name), { values, isWhole });
  const filled = fill(source.filled, values) as JsonObject;
  const written = JSON.stringify(filled);
  const left = source.placeholders.filter((name) => placeholdersIn(written).some((each) => each.name === name));
  return { ...source, value: filled, filled, prompts: new Map(), placeholders: left };
}

interface Collection {
  readonly values: Values;
  readonly isWhole: boolean;
}

function collectValues(written: Json, found: Json | undefined, collection: Collection): void {
  if (found === undefined) return;
  if (typeof written === 'string') collectValue(written, found, collection);
  else if (Array.isArray(written) && Array.isArray(found))
    for (const [index, item] of written.entries()) collectValues(item, found[index], collection);
  else if (isJsonObject(written) && isJsonObject(found))
    for (const [key, child] of Object.entries(written)) collectValues(child, found[key], collection);
}

function collectValue(written: string, found: Json, { values, isWhole }: Collection): void {
  const placeholders = placeholdersIn(written);
  const [first] = placeholders;
  if (first === undefined) return;
  const isOnly = first.end - first.start === written.length;
  if (isOnly && !values.has(first.name)) values.set(first.name, found);
  if (isOnly || isWhole || typeof found !== 'string') return;
  for (const [name, value] of splitText(written, found, values)) if (!values.has(name)) values.set(name, value);
}

/** Returns the values that unknown placeholders have in a text, each up to the next known part; none if the text is another one. */
function splitText(written: string, found: string, values: Values): [string, string][] {
  const { literals, names } = partsOf(written, values);
  const [first = '', ...others] = literals;
  if (!found.startsWith(first)) return [];
  const split: [string, string][] = [];
  let at = first.length;
  for (const [index, literal] of others.entries()) {
    const isLast = index === others.length - 1;
    const end = isLast ? found.length - literal.length : found.indexOf(literal, at + 1);
    if (end <= at || !found.startsWith(literal, end)) return [];
    split.push([names[index] as string, found.slice(at, end)]);
    at = end + literal.length;
  }
  return split;
}

/** The text between placeholders whose values are unknown, and the names of these. */
function partsOf(written: string, values: Values): { literals: string[]; names: string[] } {
  const literals = [''];
  const names: string[] = [];
  let at = 0;
  const add = (text: string) => literals.push(`${literals.pop() ?? ''}${text}`);
  for (const { name, start, end } of placeholdersIn(written)) {
    const value = values.get(name);
    add(written.slice(at, start) + (value === undefined ? '' : String(value)));
    if (value === undefined) {
      names.push(name);
      literals.push('');
    }
    at = end;
  }
  add(written.slice(at));
  return { literals, names };
}

/** Returns undefined for an optional placeholder without a value, which is dropped with its key. */
function fill(value: Json, values: Values): Json | undefined {
  if (typeof value === 'string') return fillText(value, values);
  if (Array.isArray(value)) return value.map((item: Json) => fill(item, values) ?? {});
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).flatMap(([key, child]): [string, Json][] => {
    const filled = fill(child, values);
    return filled === undefined ? [] : [[String(fillText(key, values)), filled]];
  });
  return entries.length === 0 && Object.keys(value).length > 0 ? undefined : objectOf(entries);
}

function fillText(text: string, values: Values): Json | undefined {
  const [only] = placeholdersIn(text);
  if (only === undefined) return text;
  const value = values.get(only.name);
  if (value === undefined && optionalPlaceholder(text) !== undefined) return undefined;
  if (value !== undefined && only.end - only.start === text.length) return value;
  return replacePlaceholders(text, (name) => {
    const known = values.get(name);
    return known === undefined ? undefined : String(known);
  });
}

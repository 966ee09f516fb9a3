import { type FieldPath, isJsonObject, type Json, type JsonObject } from '../definition';
import type { ParsedDefinition } from '../load';
import type { CheckedState } from './checked-definition';
import { objectItems } from './values';

/** A string anywhere in a state, and its key. */
export interface PlacedText {
  readonly text: string;
  readonly path: FieldPath;
}

const innerScopes = new Set(['Branches', 'ItemProcessor', 'Iterator']);

const textsOfStates = new WeakMap<CheckedState, readonly PlacedText[]>();

/**
 * Returns every string of a state that may hold an expression, collected once; inner scopes are states of their own.
 */
export function textsOf(state: CheckedState): readonly PlacedText[] {
  const known = textsOfStates.get(state);
  if (known !== undefined) return known;
  const found: PlacedText[] = [];
  for (const [field, inner] of Object.entries(state.value)) {
    if (field !== 'Comment' && !innerScopes.has(field)) collectTexts(inner, [...state.path, field], found);
  }
  textsOfStates.set(state, found);
  return found;
}

const textsOfDefinitions = new WeakMap<ParsedDefinition, readonly PlacedText[]>();

/** Returns every string of a definition, collected once. */
export function textsOfDefinition(parsed: ParsedDefinition): readonly PlacedText[] {
  const found: PlacedText[] = [];
  const known = textsOfDefinitions.get(parsed);
  if (known !== undefined) return known;
  collectTexts(parsed.value, [], found);
  textsOfDefinitions.set(parsed, found);
  return found;
}

/** Returns every string of a value, at any depth. */
export function textsIn(value: Json | undefined, path: FieldPath): readonly PlacedText[] {
  const found: PlacedText[] = [];
  collectTexts(value, path, found);
  return found;
}

function collectTexts(value: Json | undefined, path: FieldPath, found: PlacedText[]): void {
  walkTexts(value, [...path], (text, at) => found.push({ text, path: [...at] }));
}

/** Calls `onText` with every string of a value; `path` is the same array each time. */
function walkTexts(
  value: Json | undefined,
  path: (string | number)[],
  onText: (text: string, path: FieldPath) => void,
): void {
  if (typeof value === 'string') onText(value, path);
  else if (typeof value === 'object' && value !== null) {
    const depth = path.length;
    for (const [key, inner] of childrenOf(value)) {
      path[depth] = key;
      walkTexts(inner, path, onText);
      path.length = depth;
    }
  }
}

function childrenOf(value: JsonObject | readonly Json[]): Iterable<readonly [string | number, Json]> {
  return Array.isArray(value) ? (value as readonly Json[]).entries() : Object.entries(value as JsonObject);
}

/** An entry of an object. */
export interface PlacedEntry {
  readonly key: string;
  readonly value: Json;
  readonly path: FieldPath;
  /** The object that it is in. */
  readonly object: JsonObject;
}

/** The fields of a JSONPath state that are payload templates, wherever they are, with their values. */
export function* templatesOf({ value, path }: CheckedState): Generator<{ template: Json; path: FieldPath }> {
  const entries = (object: Json | undefined, fields: readonly string[], at: FieldPath) =>
    isJsonObject(object)
      ? fields.flatMap((field) => {
          const template: Json | undefined = object[field];
          return template === undefined ? [] : [{ template, path: [...at, field] }];
        })
      : [];
  yield* entries(value, ['Parameters', 'ResultSelector', 'ItemSelector', 'Assign', 'Credentials'], path);
  for (const part of ['ItemReader', 'ResultWriter'] as const)
    yield* entries(value[part], ['Parameters'], [...path, part]);
  yield* entries(value['ItemBatcher'], ['BatchInput'], [...path, 'ItemBatcher']);
  for (const field of ['Catch', 'Choices'] as const) {
    for (const { item, index } of objectItems(value[field])) yield* entries(item, ['Assign'], [...path, field, index]);
  }
}

/** Every entry of every object in a value. */
export function entriesIn(value: Json | undefined, path: FieldPath): readonly PlacedEntry[] {
  const found: PlacedEntry[] = [];
  collectEntries(value, path, found);
  return found;
}

function collectEntries(value: Json | undefined, path: FieldPath, found: PlacedEntry[]): void {
  if (Array.isArray(value)) {
    for (const [index, item] of (value as readonly Json[]).entries()) collectEntries(item, [...path, index], found);
  } else if (isJsonObject(value)) {
    for (const [key, inner] of Object.entries(value)) {
      const at = [...path, key];
      found.push({ key, value: inner, path: at, object: value });
      collectEntries(inner, at, found);
    }
  }
}

import { type FieldPath, isJsonObject, type Json } from '../definition';
import type { CheckedState } from './checked-definition';
import { objectItems } from './values';

/** A text somewhere in a state, and the key that it stands under. */
export interface PlacedText {
  readonly text: string;
  readonly path: FieldPath;
}

const innerScopes = new Set(['Branches', 'ItemProcessor', 'Iterator']);

/** Every text of a state that may hold an expression; inner scopes are states of their own. */
export function* textsOf({ value, path }: CheckedState): Generator<PlacedText> {
  for (const [field, inner] of Object.entries(value)) {
    if (field !== 'Comment' && !innerScopes.has(field)) yield* textsIn(inner, [...path, field]);
  }
}

/** Every text of a value, however deep. */
export function* textsIn(value: Json | undefined, path: FieldPath): Generator<PlacedText> {
  if (typeof value === 'string') yield { text: value, path };
  else if (Array.isArray(value)) {
    for (const [index, item] of (value as readonly Json[]).entries()) yield* textsIn(item, [...path, index]);
  } else if (isJsonObject(value)) {
    for (const [key, inner] of Object.entries(value)) yield* textsIn(inner, [...path, key]);
  }
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
export function* entriesIn(
  value: Json | undefined,
  path: FieldPath,
): Generator<{ key: string; value: Json; path: FieldPath }> {
  if (Array.isArray(value)) {
    for (const [index, item] of (value as readonly Json[]).entries()) yield* entriesIn(item, [...path, index]);
  } else if (isJsonObject(value)) {
    for (const [key, inner] of Object.entries(value)) {
      yield { key, value: inner, path: [...path, key] };
      yield* entriesIn(inner, [...path, key]);
    }
  }
}

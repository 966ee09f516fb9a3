import type { Json, JsonObject } from '../json';
import type { Field, ObjectFields } from './field';
import { parts } from './parts';
import { states } from './states';

/** Every type of object in a definition and its fields: types, checks, ranges and documentation use this one list. */
export const aslObjects = { ...parts, ...states } as const;

/** A type of object in a definition: a type of state, `retrier`, `ReaderConfig` and others. */
export type ObjectKind = keyof typeof aslObjects;

/** The eight values of `Type`. */
export type StateType = keyof typeof states;

/** The eight values of `Type`, as a list. */
export const stateTypes = Object.keys(states) as readonly StateType[];

/** Returns the fields of an object type. */
export function fieldsOf(kind: ObjectKind): ObjectFields {
  return aslObjects[kind];
}

/** Returns a field of a type of object; undefined without one of this name. */
export function fieldOf(kind: ObjectKind, name: string): Field | undefined {
  const { fields }: ObjectFields = aslObjects[kind];
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

interface ValueOfType {
  readonly string: string;
  readonly number: number;
  readonly boolean: boolean;
  readonly object: JsonObject;
  readonly 'array of objects': readonly JsonObject[];
  readonly 'array of strings': readonly string[];
  readonly path: string;
  readonly 'path or null': string | null;
  readonly 'reference path or null': string | null;
  readonly template: Json;
}

type FieldsOf<K extends ObjectKind> = (typeof aslObjects)[K]['fields'];
type RequiredFields<F> = { [N in keyof F]: F[N] extends { readonly isRequired: true } ? N : never }[keyof F];
type ValueOf<F> = F extends { readonly values: readonly (infer V)[] }
  ? V
  : F extends { readonly takesExpression: true; readonly type: 'number' }
    ? number | string
    : F extends { readonly type: infer T extends keyof ValueOfType }
      ? ValueOfType[T]
      : never;

/** An object of a type, in TypeScript. */
export type AslObject<K extends ObjectKind> = {
  readonly [N in RequiredFields<FieldsOf<K>>]: ValueOf<FieldsOf<K>[N]>;
} & {
  readonly [N in Exclude<keyof FieldsOf<K>, RequiredFields<FieldsOf<K>>>]?: ValueOf<FieldsOf<K>[N]>;
};

import { isJsonObject, type Json } from '../../definition';
import { StatesError } from '../states-error';
import { parseJsonPath } from './parse-json-path';

/** A path that names one location and can be written: `ResultPath`. */
export interface ReferencePath {
  readonly text: string;
  /**
   * Returns a copy of `root` with `value` at the path; missing objects are created, an index of an array must exist.
   * Throws StatesError States.ReferencePathConflict (AWS's name) if the value cannot be written.
   */
  write(root: Json, value: Json): Json;
}

/** Compiles a reference path (`$`, `$.a.b`, `$.a['b'][0]`). Throws Error if it is not one. */
export function compileReferencePath(path: string): ReferencePath {
  const { root, steps } = parseJsonPath(path);
  if (root.kind !== 'input')
    throw new Error(`\`${path}\` is not a reference path: it must begin with \`$.\` or be \`$\``);
  const keys = steps.map((step) => {
    const key =
      step.kind === 'members' && step.names.length === 1
        ? step.names[0]
        : step.kind === 'indexes' && step.indexes.length === 1
          ? step.indexes[0]
          : undefined;
    if (key === undefined) throw new Error(`\`${path}\` is not a reference path: it can hold names and indexes only`);
    return key;
  });
  return {
    text: path,
    write: (at, value) => {
      const written = put(at, keys, 0, value);
      if (written === undefined) throw new StatesError('States.ReferencePathConflict', mismatch(path, at));
      return written;
    },
  };
}

function put(at: Json | undefined, keys: readonly (string | number)[], depth: number, value: Json): Json | undefined {
  const key = keys[depth];
  if (key === undefined) return value;
  if (typeof key === 'number') return putAtIndex(at, key, (item) => put(item, keys, depth + 1, value));
  const object = at === undefined || isJsonObject(at) ? (at ?? {}) : undefined;
  if (object === undefined) return undefined;
  const member = put(Object.hasOwn(object, key) ? object[key] : undefined, keys, depth + 1, value);
  return member === undefined ? undefined : withMember(object, key, member);
}

function putAtIndex(at: Json | undefined, index: number, change: (item: Json) => Json | undefined): Json | undefined {
  if (!Array.isArray(at) || index < 0 || index >= at.length) return undefined;
  const item = change(at[index] as Json);
  return item === undefined ? undefined : at.with(index, item);
}

/** A copy with one member set; `__proto__` becomes an ordinary member, never the prototype. */
function withMember(object: Json & object, key: string, member: Json): Json {
  const copy: Record<string, Json> = { ...(object as Record<string, Json>) };
  Object.defineProperty(copy, key, { value: member, enumerable: true, configurable: true, writable: true });
  return copy;
}

function mismatch(path: string, at: Json): string {
  return `Unable to apply ReferencePath ${path} to input ${JSON.stringify(at)}`;
}

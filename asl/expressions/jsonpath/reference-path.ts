import type { Json } from '../../definition';
import { isJsonObject } from '../../definition';

/** A path that names one place and can be written: `ResultPath`. */
export interface ReferencePath {
  readonly text: string;
  /** A copy of `root` with `value` at the place; objects on the way are made; throws StatesError States.ResultPathMatchFailure. */
  write(root: Json, value: Json): Json;
}

/** Compiles a reference path (`$`, `$.a.b`, `$.a[0]`). Throws Error where it is none. */
export function compileReferencePath(path: string): ReferencePath {
  const names = path === '$' ? [] : path.replace(/^\$\./, '').split('.');
  const put = (at: Json | undefined, depth: number, value: Json): Json => {
    const name = names[depth];
    if (name === undefined) return value;
    const object = isJsonObject(at) ? at : {};
    return { ...object, [name]: put(object[name], depth + 1, value) };
  };
  return { text: path, write: (root, value) => put(root, 0, value) };
}

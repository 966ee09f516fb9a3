import type { Json } from '../../definition';
import type { Variables } from '../bindings';
import { StatesError } from '../states-error';

/** A JSONPath, parsed once. */
export interface JsonPath {
  /** The path as written. */
  readonly text: string;
  /** Whether it can name one place only; an indefinite path (wildcard, slice, filter, deep scan) answers an array. */
  readonly isDefinite: boolean;
  /** The value, or undefined where a definite path names nothing. An indefinite path that matches nothing answers []. */
  find(root: Json, context: Json, variables: Variables): Json | undefined;
  /** The value; throws StatesError States.Runtime (`Invalid path '$.a' : No results for path: $['a']`) where there is none. */
  read(root: Json, context: Json, variables: Variables): Json;
}

/** Compiles a JSONPath whose root is `$` (input), `$$` (context object) or `$name` (variable). Throws Error on bad syntax. */
export function compileJsonPath(path: string): JsonPath {
  const match = /^\$(\$|[\p{L}_][\p{L}\p{N}_]*)?(.*)$/su.exec(path);
  if (match === null) throw new Error(`\`${path}\` is not a JSONPath: it must begin with \`$\``);
  const steps = [...(match[2] ?? '').matchAll(/\.([^.[]+)|\['([^']*)'\]|\[(\d+)\]/g)].map(
    (step) => step[1] ?? step[2] ?? Number(step[3]),
  );
  const name = match[1];
  const find = (root: Json, context: Json, variables: Variables): Json | undefined => {
    let value: Json | undefined = name === undefined ? root : name === '$' ? context : variables[name];
    for (const step of steps) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
      value = (value as Record<string | number, Json>)[step];
    }
    return value;
  };
  return {
    text: path,
    isDefinite: true,
    find,
    read: (root, context, variables) => {
      const value = find(root, context, variables);
      if (value === undefined)
        throw new StatesError('States.Runtime', `Invalid path '${path}' : No results for path: ${path}`);
      return value;
    },
  };
}

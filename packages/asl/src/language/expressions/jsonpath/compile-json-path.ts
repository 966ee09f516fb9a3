import type { Json } from '../../definition';
import type { Variables } from '../bindings';
import { StatesError } from '../states-error';
import { compileSteps } from './evaluate-steps';
import { explainMissing } from './explain-missing';
import { areDefinite, type PathRoot } from './json-path-syntax';
import { parseJsonPath } from './parse-json-path';

/** A JSONPath, parsed once; reading is synchronous and has no side effects. */
export interface JsonPath {
  /** The path as written. */
  readonly text: string;
  /**
   * Whether it can name one location only; an indefinite path (wildcard, slice, filter, deep scan) returns an array.
   */
  readonly isDefinite: boolean;
  /** What it reads from: `$` the input, `$$` the context object, `$name` a variable. */
  readonly root: PathRoot;
  /**
   * Returns the value, or undefined if a definite path has none. An indefinite path without a match returns [], even if
   * its parent does not exist (as AWS does).
   */
  find(root: Json, context: Json, variables: Variables): Json | undefined;
  /**
   * Returns the value. Throws StatesError States.Runtime (`Invalid path '$.a' : No results for path: $['a']`) if there
   * is none.
   */
  read(root: Json, context: Json, variables: Variables): Json;
}

/**
 * Compiles a JSONPath whose root is `$` (input), `$$` (context object) or `$name` (variable), in the dialect that AWS
 * accepts (Jayway's, without functions):
 * https://docs.aws.amazon.com/step-functions/latest/dg/amazon-states-language-paths.html
 * Throws Error naming path and position on bad syntax.
 */
export function compileJsonPath(path: string): JsonPath {
  const { root, steps } = parseJsonPath(path);
  const start = compileRoot(root);
  const readSteps = compileSteps(steps);
  const find: JsonPath['find'] = (input, context, variables) => {
    const at = start(input, context, variables);
    return at === undefined ? undefined : readSteps(at);
  };
  const read: JsonPath['read'] = (input, context, variables) => {
    const value = find(input, context, variables);
    if (value !== undefined) return value;
    const at = start(input, context, variables);
    if (at === null) throw new StatesError('States.Runtime', nullInput);
    const reason = at === undefined ? `No results for path: ${path}` : explainMissing(steps, at);
    throw new StatesError('States.Runtime', `Invalid path '${path}' : ${reason}`);
  };
  return { text: path, isDefinite: areDefinite(steps), root, find, read };
}

/** AWS's message for a path into null. */
export const nullInput = 'Unable to apply Path transformation to null or empty input.';

function compileRoot(root: PathRoot): (input: Json, context: Json, variables: Variables) => Json | undefined {
  switch (root.kind) {
    case 'input':
      return (input) => input;
    case 'context':
      return (_input, context) => context;
    case 'variable':
      return (_input, _context, variables) => (Object.hasOwn(variables, root.name) ? variables[root.name] : undefined);
    default:
      return root satisfies never;
  }
}

import type { Json } from '../../definition';
import type { Variables } from '../bindings';
import { StatesError } from '../states-error';
import { compileSteps } from './evaluate-steps';
import { explainMissing } from './explain-missing';
import { areDefinite, type PathRoot } from './json-path-syntax';
import { parseJsonPath } from './parse-json-path';

/** A JSONPath, parsed once; reading is synchronous and changes nothing. */
export interface JsonPath {
  /** The path as written. */
  readonly text: string;
  /** Whether it can name one place only; an indefinite path (wildcard, slice, filter, deep scan) answers an array. */
  readonly isDefinite: boolean;
  /** What it reads from: `$` the input, `$$` the context object, `$name` a variable. */
  readonly root: PathRoot;
  /**
   * The value, or undefined where a definite path names nothing. An indefinite path answers [] when nothing matches, even
   * where what it ranges over is not there at all (AWS does so).
   */
  find(root: Json, context: Json, variables: Variables): Json | undefined;
  /** The value; throws StatesError States.Runtime (`Invalid path '$.a' : No results for path: $['a']`) where there is none. */
  read(root: Json, context: Json, variables: Variables): Json;
}

/**
 * Compiles a JSONPath whose root is `$` (input), `$$` (context object) or `$name` (variable), in the dialect AWS takes
 * (Jayway's, without functions): https://docs.aws.amazon.com/step-functions/latest/dg/amazon-states-language-paths.html
 * Throws Error naming path and place on bad syntax.
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

/** What AWS says of a path into null. */
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

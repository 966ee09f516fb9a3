import type { FieldPath } from '../../../definition';
import type { Finding, Rule } from '../../rule';
import { catchersOf, type Handler, retriersOf } from '../../sense/handlers';

/**
 * A retrier or catcher names an error that an earlier one of the same state matches: the first match handles the error,
 * also when its attempts are used up.
 */
export const shadowedHandler: Rule = {
  id: 'shadowed-handler',
  severity: 'warning',
  rejectedBy: 'none',
  requires: 'soundState',
  *check({ states, parsed }) {
    const lineOf = (path: FieldPath) => parsed.spanOf(path).start.line;
    for (const state of states) {
      yield* inList(retriersOf(state), lineOf);
      yield* inList(catchersOf(state), lineOf);
    }
  },
};

type ErrorName = Handler['errors'][number];

interface Shadowed {
  readonly error: ErrorName;
  readonly by: ErrorName;
}

function* inList(handlers: readonly Handler[], lineOf: (path: FieldPath) => number): Generator<Finding> {
  const earlier: ErrorName[] = [];
  for (const { what, errors, path } of handlers) {
    const own = errors.length;
    const shadowed = errors.flatMap((error, index): Shadowed[] => {
      const by = [...earlier, ...errors.slice(0, index)].find(({ name }) => covers(name, error.name));
      return by === undefined ? [] : [{ error, by }];
    });
    earlier.push(...errors);
    if (own > 1 && shadowed.length === own) {
      const lines = [...new Set(shadowed.map(({ by }) => lineOf(by.path)))].join(', ');
      const message = `this ${what} handles no error: earlier ones take all that it names (line ${lines})`;
      yield { message, path: [...path, 'ErrorEquals'], help: `remove this ${what}, or put it first` };
    } else for (const each of shadowed) yield oneName(each, what, lineOf);
  }
}

function oneName({ error, by }: Shadowed, what: Handler['what'], lineOf: (path: FieldPath) => number): Finding {
  const isSame = error.name === by.name;
  const taker = isSame ? `an earlier entry` : `\`${by.name}\``;
  const message = `this ${what} never handles \`${error.name}\`: ${taker} in line ${lineOf(by.path)} takes it`;
  return { message, path: error.path, help: isSame ? 'remove one of the two' : `put this ${what} first` };
}

/** `States.TaskFailed` matches every error of a Task's own, and not all reserved ones. */
function covers(earlier: string, name: string): boolean {
  return earlier === name || (earlier === 'States.TaskFailed' && !name.startsWith('States.'));
}

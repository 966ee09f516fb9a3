import type { CheckedScope, CheckedState } from '../../checked-state';
import type { Finding, Rule } from '../../rule';
import { canFail, catchAllOf, handlesNothing, isCaughtOutside, onMainPath } from '../../sense/failure-paths';
import { catchersOf, type Handler } from '../../sense/handlers';
import { reachedIn } from '../../targets';

/**
 * Errors of a state end the execution, or lead to a state that only ends it, where most states of the scope lead every error to the same
 * handling. A Task without any catcher is reported by task-without-catcher. A catcher of one error, one that returns to the main path and
 * one that leads to another Task are the author's choice.
 */
export const missedDeadLetter: Rule = {
  id: 'missed-dead-letter',
  severity: 'warning',
  rejectedBy: 'none',
  requires: 'soundState',
  *check({ scopes, states }) {
    for (const scope of scopes) if (!isCaughtOutside(scope, states)) yield* inScope(scope, scopes);
  },
};

function* inScope(scope: CheckedScope, scopes: readonly CheckedScope[]): Generator<Finding> {
  const mainPath = onMainPath(scope);
  const fallible = scope.states.filter((state) => mainPath.has(state.name) && canFail(state, scopes));
  const deadLetters = deadLettersOf(scope, fallible, mainPath);
  const isHandled = (state: CheckedState) =>
    catchAllOf(state).some((catcher) => deadLetters.some((name) => reachedBy(catcher, scope).has(name)));
  const handled = fallible.filter(isHandled).length;
  if (handled < 2) return;
  const unlike = `unlike the ${handled} states of its scope that lead every error to \`${deadLetters[0]}\``;
  const findings = fallible.flatMap((state) =>
    isHandled(state) ? [] : [...findingsOf(state, scope, unlike, `\`${deadLetters[0]}\``)],
  );
  if (findings.length <= handled / 2) yield* findings;
}

/** States with a Task, outside of the main path, to which several states lead every error; the most frequent first. */
function deadLettersOf(
  scope: CheckedScope,
  fallible: readonly CheckedState[],
  mainPath: ReadonlySet<string>,
): readonly string[] {
  const counts = new Map<unknown, number>();
  for (const state of fallible) {
    for (const name of new Set(catchAllOf(state).map(({ value }) => value['Next'])))
      counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count >= 2)
    .sort(([, one], [, other]) => other - one)
    .flatMap(([name]) => (typeof name === 'string' && !mainPath.has(name) ? [name] : []))
    .filter((name) => !handlesNothing(scope, reachedIn(scope, undefined, name)));
}

function reachedBy({ value }: Handler, scope: CheckedScope): ReadonlySet<string> {
  return reachedIn(scope, undefined, value['Next']);
}

function* findingsOf(state: CheckedState, scope: CheckedScope, unlike: string, deadLetter: string): Generator<Finding> {
  const { name, type, path } = state;
  const isCaught = catchersOf(state).length > 0;
  if (!isCaught && type === 'Task') return;
  const [catcher] = catchAllOf(state);
  if (catcher === undefined) {
    const message = isCaught
      ? `\`${name}\` does not catch every error, ${unlike}: what it does not catch ends the execution at once`
      : `\`${name}\` has no catcher, ${unlike}: what fails in it ends the execution at once`;
    yield { message, path, at: 'key', help: `add a catcher of \`States.ALL\` that leads to ${deadLetter}` };
  } else if (handlesNothing(scope, reachedBy(catcher, scope))) {
    const message = `\`${name}\` leads its errors to \`${catcher.value['Next']}\`, which only ends the execution, ${unlike}`;
    yield { message, path: [...catcher.path, 'Next'], help: `lead this catcher to ${deadLetter}` };
  }
}

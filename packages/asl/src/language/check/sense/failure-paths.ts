import { isInside } from '../../definition';
import type { CheckedScope, CheckedState } from '../checked-state';
import { reachedIn } from '../targets';
import { catchersOf, type Handler } from './handlers';

/** Whether a Map or Parallel around a scope has a catcher: what fails in the scope may be meant for it. */
export function isCaughtOutside({ path }: CheckedScope, states: readonly CheckedState[]): boolean {
  return states.some((state) => isInside(path, state.path) && catchersOf(state).length > 0);
}

/** The names of the states that are reached from the start without a catcher; the others are the handling itself. */
export function onMainPath(scope: CheckedScope): ReadonlySet<string> {
  return reachedIn(scope, ({ path }, state) => path[state.path.length] !== 'Catch');
}

/** The catchers that together take every error of a state; none if some are not caught. */
export function catchAllOf(state: CheckedState): readonly Handler[] {
  const catchers = catchersOf(state);
  const catching = (name: string) => catchers.find(({ errors }) => errors.some((error) => error.name === name));
  const all = catching('States.ALL');
  if (all !== undefined) return [all];
  const both = [catching('States.TaskFailed'), catching('States.Timeout')].filter((each) => each !== undefined);
  return both.length === 2 ? both : [];
}

/** Whether states that errors lead to do nothing but end: none calls anything or contains states, and none goes on in the main path. */
export function handlesNothing(scope: CheckedScope, names: ReadonlySet<string>): boolean {
  const mainPath = onMainPath(scope);
  const byName = new Map(scope.states.map((state) => [state.name, state]));
  return [...names].every((name) => {
    const type = byName.get(name)?.type;
    return (
      type === 'Fail' || (!mainPath.has(name) && ['Pass', 'Choice', 'Wait', 'Succeed'].some((each) => each === type))
    );
  });
}

/** Whether a state calls something, or contains a call whose errors leave it. */
export function canFail(state: CheckedState, scopes: readonly CheckedScope[]): boolean {
  if (state.type === 'Task') return true;
  if (Object.keys(state.value).some((key) => key.startsWith('ToleratedFailure'))) return false;
  return scopes.some((scope) => scope.owner === state && hasEscape(scope, scopes));
}

/** Whether errors leave a scope: they are not caught, or caught to no other end than a Fail. */
function hasEscape(scope: CheckedScope, scopes: readonly CheckedScope[]): boolean {
  const mainPath = onMainPath(scope);
  const failing = scope.states.filter((state) => mainPath.has(state.name) && canFail(state, scopes));
  return failing.some((state) => {
    const catchers = catchAllOf(state);
    const ends = catchers.map(({ value }) => reachedIn(scope, undefined, value['Next']));
    return (
      catchers.length === 0 ||
      ends.some(
        (names) =>
          handlesNothing(scope, names) && scope.states.some(({ name, type }) => type === 'Fail' && names.has(name)),
      )
    );
  });
}

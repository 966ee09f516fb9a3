import { isInside } from '../../../definition';
import type { CheckedScope, CheckedState } from '../../checked-definition';
import type { Rule } from '../../rule';
import { catchersOf } from '../../sense/handlers';
import { namesIn, targetsOf } from '../../targets';

/**
 * A Task has no catcher in a scope whose other Tasks have one: its failure alone misses the dead letter. States that only catchers lead to
 * are the handling itself, and need none.
 */
export const taskWithoutCatcher: Rule = {
  id: 'task-without-catcher',
  severity: 'warning',
  rejectedBy: 'none',
  requires: 'soundState',
  *check({ scopes, states }) {
    for (const scope of scopes) {
      if (isCaughtOutside(scope, states)) continue;
      const tasks = scope.states.filter(isOnMainPath(scope)).filter(({ type }) => type === 'Task');
      const uncaught = tasks.filter((task) => catchersOf(task).length === 0);
      const others = tasks.length - uncaught.length;
      if (others < 2 || uncaught.length > others / 2) continue;
      for (const { name, path } of uncaught) {
        const message = `\`${name}\` has no catcher, unlike the ${others} other Tasks of its scope: its failure ends the execution at once`;
        yield { message, path, at: 'key', help: 'add a catcher that leads where the others do' };
      }
    }
  },
};

function isCaughtOutside({ path }: CheckedScope, states: readonly CheckedState[]): boolean {
  return states.some((state) => isInside(path, state.path) && catchersOf(state).length > 0);
}

/** Whether a state is reached from the start without a catcher. */
function isOnMainPath(scope: CheckedScope): (state: CheckedState) => boolean {
  const byName = new Map(scope.states.map((state) => [state.name, state]));
  const start = scope.value['StartAt'];
  const reached = new Set<string>();
  const open = typeof start === 'string' && namesIn(scope).has(start) ? [start] : [];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const state = byName.get(name);
    if (reached.has(name) || state === undefined) continue;
    reached.add(name);
    open.push(
      ...targetsOf(state).flatMap((target) => (target.path[state.path.length] === 'Catch' ? [] : [target.name])),
    );
  }
  return ({ name }) => reached.has(name);
}

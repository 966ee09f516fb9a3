import type { Rule } from '../../rule';
import { isCaughtOutside, onMainPath } from '../../sense/failure-paths';
import { catchersOf } from '../../sense/handlers';

/**
 * A Task has no catcher in a scope whose other Tasks have one, so its failure does not send a dead letter. States that
 * only catchers lead to handle errors themselves and need no catcher.
 */
export const taskWithoutCatcher: Rule = {
  id: 'task-without-catcher',
  severity: 'warning',
  rejectedBy: 'none',
  requires: 'soundState',
  *check({ scopes, states }) {
    for (const scope of scopes) {
      if (isCaughtOutside(scope, states)) continue;
      const mainPath = onMainPath(scope);
      const tasks = scope.states.filter(({ name, type }) => type === 'Task' && mainPath.has(name));
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

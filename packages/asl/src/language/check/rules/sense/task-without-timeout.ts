import type { Rule } from '../../rule';
import { countOf, namesOf } from '../../sense/summary';

const bounds = ['TimeoutSeconds', 'TimeoutSecondsPath', 'HeartbeatSeconds', 'HeartbeatSecondsPath'];

/**
 * Tasks have no `TimeoutSeconds`: one without a response holds its execution for up to a year. One finding for the
 * whole definition; a `TimeoutSeconds` of the state machine bounds them all.
 */
export const taskWithoutTimeout: Rule = {
  id: 'task-without-timeout',
  severity: 'warning',
  rejectedBy: 'none',
  requires: 'cleanDefinition',
  *check({ machine, states, options }) {
    if (machine['TimeoutSeconds'] !== undefined || options.type === 'EXPRESS') return;
    const unbounded = states.filter(
      ({ type, value }) => type === 'Task' && bounds.every((field) => value[field] === undefined),
    );
    const [first] = unbounded;
    if (first === undefined) return;
    const message = `${countOf(unbounded, 'Task has', 'Tasks have')} no \`TimeoutSeconds\`: ${namesOf(unbounded)}`;
    yield { message, path: first.path, at: 'key', help: 'add `TimeoutSeconds` to each, or to the state machine' };
  },
};

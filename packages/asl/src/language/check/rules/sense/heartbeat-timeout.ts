import type { Rule } from '../../rule';

/** A heartbeat that is awaited as long as the Task itself can never be missed: https://states-language.net/spec.html#task-state */
export const heartbeatTimeout: Rule = {
  id: 'heartbeat-timeout',
  severity: 'error',
  rejectedBy: 'aws',
  *check({ states }) {
    for (const { type, value, path } of states) {
      const { HeartbeatSeconds: heartbeat, TimeoutSeconds: timeout } = value;
      if (type !== 'Task' || typeof heartbeat !== 'number' || typeof timeout !== 'number' || heartbeat < timeout)
        continue;
      yield {
        message: `\`HeartbeatSeconds\` must be less than \`TimeoutSeconds\`, which is ${timeout}, got ${heartbeat}`,
        path: [...path, 'HeartbeatSeconds'],
        help: 'shorten the heartbeat, or allow the Task more time',
      };
    }
  },
};

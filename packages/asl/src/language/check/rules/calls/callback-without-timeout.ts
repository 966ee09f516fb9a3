import type { Rule } from '../../rule';

/** A Task waits for its token without `TimeoutSeconds`: a callback that is lost holds the execution for a year. */
export const callbackWithoutTimeout: Rule = {
  id: 'callback-without-timeout',
  severity: 'warning',
  rejectedBy: 'none',
  *check({ states }) {
    for (const { type, value, path, name } of states) {
      const resource = value['Resource'];
      if (type !== 'Task' || typeof resource !== 'string' || !resource.endsWith('.waitForTaskToken')) continue;
      const bounds = ['TimeoutSeconds', 'TimeoutSecondsPath', 'HeartbeatSeconds', 'HeartbeatSecondsPath'];
      if (bounds.some((field) => value[field] !== undefined)) continue;
      const message = `\`${name}\` waits for its task token for up to a year: it has no \`TimeoutSeconds\``;
      yield { message, path: [...path, 'Resource'], help: 'add `TimeoutSeconds`, and catch `States.Timeout`' };
    }
  },
};

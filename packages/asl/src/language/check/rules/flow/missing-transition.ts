import type { StateType } from '../../../definition';
import type { Rule } from '../../rule';

const goingOn: ReadonlySet<StateType | undefined> = new Set(['Task', 'Parallel', 'Map', 'Pass', 'Wait'] as const);

/** A state that needs a transition has neither `Next` nor `End`. */
export const missingTransition: Rule = {
  id: 'missing-transition',
  severity: 'error',
  rejectedBy: 'aws',
  *check({ states }) {
    for (const { name, type, value, path } of states) {
      if (!goingOn.has(type) || value['Next'] !== undefined) continue;
      const end = value['End'];
      // The rule wrong-type reports a value that is not a boolean.
      if (end !== undefined && end !== false) continue;
      yield {
        message: `the state \`${name}\` has neither \`Next\` nor \`End\``,
        path,
        at: 'key',
        help: 'add `Next`, or `End: true`',
      };
    }
  },
};

import type { FieldPath } from '../../../definition';
import type { Rule } from '../../rule';

/** Two scopes of one machine have a state of the same name; AWS wants names unique across all of them. */
export const duplicateStateName: Rule = {
  id: 'duplicate-state-name',
  severity: 'error',
  rejectedBy: 'aws',
  awsCode: 'DUPLICATE_STATE_NAME',
  *check({ states, parsed }) {
    const first = new Map<string, FieldPath>();
    for (const { name, path } of states) {
      const earlier = first.get(name);
      if (earlier === undefined) {
        first.set(name, path);
        continue;
      }
      const { line } = parsed.keySpanOf(earlier).start;
      const message = `a state named \`${name}\` is already in line ${line}, in another scope`;
      yield { message, path, at: 'key', help: 'state names are unique in the whole state machine: rename one' };
    }
  },
};

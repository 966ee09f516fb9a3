import { hasPlaceholder } from '../../../load';
import { misspelt } from '../../finding-fix';
import type { Rule } from '../../rule';
import { namesIn } from '../../targets';
import { showValue } from '../../values';

/** `StartAt` names a state that is not one of its scope. */
export const unknownStartState: Rule = {
  id: 'unknown-start-state',
  severity: 'error',
  rejectedBy: 'aws',
  awsCode: 'MISSING_TRANSITION_TARGET',
  *check({ scopes }) {
    for (const scope of scopes) {
      const start = scope.value['StartAt'];
      const names = namesIn(scope);
      if (typeof start !== 'string' || names.size === 0 || names.has(start) || hasPlaceholder(start)) continue;
      const message = `\`StartAt\` names \`${showValue(start)}\`, which is not a state of this scope`;
      yield { message, path: [...scope.path, 'StartAt'], ...misspelt(start, names) };
    }
  },
};

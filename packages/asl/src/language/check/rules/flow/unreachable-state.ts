import type { CheckedScope } from '../../checked-definition';
import type { Rule } from '../../rule';
import { hasUnknownTarget, namesIn, reachedIn, targetsInOtherScopes } from '../../targets';
import { hasEndState } from './missing-end-state';

/** A state cannot be reached from `StartAt`. AWS does not report it in a scope without an end state, and neither does this. */
export const unreachableState: Rule = {
  id: 'unreachable-state',
  severity: 'error',
  rejectedBy: 'aws',
  awsCode: 'MISSING_TRANSITION_TARGET',
  *check({ scopes }) {
    const meant = targetsInOtherScopes(scopes);
    for (const scope of scopes) {
      if (isOpenEnded(scope) || !hasEndState(scope)) continue;
      const reached = reachedIn(scope);
      for (const { name, path } of scope.states) {
        if (reached.has(name) || meant.has(name)) continue;
        yield {
          message: `the state \`${name}\` cannot be reached from \`StartAt\``,
          path,
          at: 'key',
          help: 'add a transition to it, or remove it',
        };
      }
    }
  },
};

/** The start or a target is a placeholder, or names no state: what is reached cannot be known. */
function isOpenEnded(scope: CheckedScope): boolean {
  const start = scope.value['StartAt'];
  return typeof start !== 'string' || !namesIn(scope).has(start) || hasUnknownTarget(scope);
}

import type { CheckedScope } from '../../checked-definition';
import type { Rule } from '../../rule';
import { hasUnknownTarget, namesIn, targetsInOtherScopes, targetsOf } from '../../targets';
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
      const reached = reachedIn(scope);
      if (reached === undefined || !hasEndState(scope)) continue;
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

/** Undefined where it cannot be known: the start or a target is a placeholder, or names no state. */
function reachedIn(scope: CheckedScope): ReadonlySet<string> | undefined {
  const start = scope.value['StartAt'];
  if (typeof start !== 'string' || !namesIn(scope).has(start) || hasUnknownTarget(scope)) return undefined;
  const byName = new Map(scope.states.map((state) => [state.name, state]));
  const reached = new Set<string>();
  const open = [start];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    const state = byName.get(name);
    if (state !== undefined) open.push(...targetsOf(state).map((target) => target.name));
  }
  return reached;
}

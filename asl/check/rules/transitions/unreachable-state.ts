import { nearestWord } from '../../../diagnostics';
import { hasPlaceholder } from '../../../load';
import type { CheckedScope } from '../../checked-definition';
import type { Rule } from '../../rule';
import { namesIn, targetsOf } from '../../targets';
import { hasEndState } from './missing-end-state';

/** No way leads from `StartAt` to a state. AWS says nothing of it where a scope has no end state, and neither does this. */
export const unreachableState: Rule = {
  id: 'unreachable-state',
  severity: 'error',
  *check({ scopes }) {
    for (const scope of scopes) {
      const reached = reachedIn(scope);
      if (reached === undefined || !hasEndState(scope)) continue;
      for (const { name, path } of scope.states) {
        if (reached.has(name)) continue;
        yield {
          message: `no way leads from \`StartAt\` to \`${name}\``,
          path,
          at: 'key',
          help: 'let a state go to it, or remove it',
        };
      }
    }
  },
};

/** Undefined where it cannot be known: the start, or a target, is a placeholder. A misspelt target reaches what it meant. */
function reachedIn(scope: CheckedScope): ReadonlySet<string> | undefined {
  const start = scope.value['StartAt'];
  const names = namesIn(scope);
  if (typeof start !== 'string' || !names.has(start)) return undefined;
  const byName = new Map(scope.states.map((state) => [state.name, state]));
  const reached = new Set<string>();
  const open = [start];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    const state = byName.get(name);
    for (const target of state === undefined ? [] : targetsOf(state)) {
      if (hasPlaceholder(target.name)) return undefined;
      open.push(names.has(target.name) ? target.name : (nearestWord(target.name, names) ?? target.name));
    }
  }
  return reached;
}

import type { CheckedScope, CheckedState } from '../../checked-definition';
import type { Rule } from '../../rule';
import { hasUnknownTarget } from '../../targets';
import { isOpen } from '../../values';

/** No state of a scope ends it: it would run for ever. A target that does not exist may be the end that was meant. */
export const missingEndState: Rule = {
  id: 'missing-end-state',
  severity: 'error',
  rejectedBy: 'aws',
  awsCode: 'MISSING_END_STATE',
  *check({ scopes }) {
    for (const scope of scopes) {
      if (scope.states.length === 0 || hasEndState(scope) || hasUnknownTarget(scope)) continue;
      const what = scope.kind === 'machine' ? 'the state machine' : `the ${scope.kind}`;
      const help = 'give one state `End: true`, or add a Succeed or Fail state';
      yield { message: `no state ends ${what}`, path: [...scope.path, 'States'], at: 'key', help };
    }
  },
};

/** Whether a state may end the scope. One without a transition counts: missing-transition reports it. */
export function hasEndState({ states }: CheckedScope): boolean {
  return states.some(
    (state) => state.type === 'Succeed' || state.type === 'Fail' || state.type === undefined || endsHere(state),
  );
}

// A value of the wrong type, which wrong-type reports, may still be meant as the end.
function endsHere({ type, value }: CheckedState): boolean {
  const { End: end, Next: next } = value;
  if (end === true || (end !== undefined && typeof end !== 'boolean') || isOpen(next)) return true;
  if (next !== undefined && typeof next !== 'string') return true;
  return type !== 'Choice' && value['Next'] === undefined;
}

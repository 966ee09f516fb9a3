import type { State } from './state-machine';

/** The states to which a state may go: `Next`, `Default`, and the `Next` of its catchers and choice rules. */
export function targetsOf(state: State): string[] {
  const next = 'Next' in state && state.Next !== undefined ? [state.Next] : [];
  const caught = 'Catch' in state ? (state.Catch ?? []).map((catcher) => catcher.Next) : [];
  if (state.Type !== 'Choice') return [...next, ...caught];
  const chosen = state.Choices.map((rule) => rule.Next);
  return state.Default === undefined ? chosen : [...chosen, state.Default];
}

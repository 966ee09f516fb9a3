import { isJsonObject, type JsonObject } from '../definition';
import { exitsOf, type States } from './states';

/** Leads every way that would enter one of `from` to `to` instead, and notes in the variable `note` which it was. */
export interface Redirection {
  readonly from: readonly string[];
  readonly to: string;
  readonly note: string;
}

/** The states with their ways redirected. A state that is not concerned stays the same value. */
export function redirected(states: States, redirection: Redirection): States {
  return Object.fromEntries(Object.entries(states).map(([name, state]) => [name, redirectedState(state, redirection)]));
}

function redirectedState(state: JsonObject, redirection: Redirection): JsonObject {
  const exits = (['Choices', 'Catch'] as const).flatMap((field) => {
    const before = exitsOf(state, field);
    const after = before.map((exit) => redirectedExit(exit, 'Next', redirection));
    return after.some((exit, index) => exit !== before[index]) ? [[field, after] as const] : [];
  });
  const own = redirectedExit(redirectedExit(state, 'Next', redirection), 'Default', redirection);
  return exits.length === 0 ? own : { ...own, ...Object.fromEntries(exits) };
}

function redirectedExit(exit: JsonObject, field: 'Next' | 'Default', { from, to, note }: Redirection): JsonObject {
  const target = exit[field];
  if (typeof target !== 'string' || !from.includes(target)) return exit;
  const { [field]: _target, Assign: assigned, ...rest } = exit;
  return { ...rest, Assign: { ...(isJsonObject(assigned) && assigned), [note]: target }, [field]: to };
}

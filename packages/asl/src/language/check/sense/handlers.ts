import type { FieldPath, JsonObject } from '../../definition';
import type { CheckedState } from '../checked-definition';
import { objectItems } from '../values';

/** A retrier or a catcher, with the names in its `ErrorEquals`. */
export interface Handler {
  readonly what: 'retrier' | 'catcher';
  readonly value: JsonObject;
  readonly path: FieldPath;
  readonly errors: readonly { readonly name: string; readonly path: FieldPath }[];
}

/** The retriers of a state, in order. */
export function retriersOf(state: CheckedState): Handler[] {
  return handlersIn(state, 'Retry', 'retrier');
}

/** The catchers of a state, in order. */
export function catchersOf(state: CheckedState): Handler[] {
  return handlersIn(state, 'Catch', 'catcher');
}

const handlersOfStates = {
  Retry: new WeakMap<CheckedState, Handler[]>(),
  Catch: new WeakMap<CheckedState, Handler[]>(),
};

/** Several rules ask. */
function handlersIn(state: CheckedState, field: 'Retry' | 'Catch', what: Handler['what']): Handler[] {
  const known = handlersOfStates[field].get(state);
  if (known !== undefined) return known;
  const handlers = readHandlers(state, field, what);
  handlersOfStates[field].set(state, handlers);
  return handlers;
}

function readHandlers(state: CheckedState, field: 'Retry' | 'Catch', what: Handler['what']): Handler[] {
  return objectItems(state.value[field]).map(({ item, index }) => {
    const path = [...state.path, field, index];
    const given = item['ErrorEquals'];
    const names: readonly unknown[] = Array.isArray(given) ? given : [];
    const errors = names.flatMap((name, at) =>
      typeof name === 'string' ? [{ name, path: [...path, 'ErrorEquals', at] }] : [],
    );
    return { what, value: item, path, errors };
  });
}

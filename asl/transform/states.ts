import { isJsonObject, type Json, type JsonObject, parseResource, memberOf } from '../definition';
import { TransformationError } from './transformation-error';

/** States of one scope by name, in their order. */
export type States = Readonly<Record<string, JsonObject>>;

/** What a state is to a transformation: a Task by how it waits, anything else by its Type. */
export type StateKind =
  | { readonly kind: 'request'; readonly call: string }
  | { readonly kind: 'callback'; readonly call: string }
  | { readonly kind: 'other'; readonly type: string };

/** The states of a scope. Throws TransformationError where there are none. */
export function statesOf(scope: Json | undefined, place: string): States {
  const states = isJsonObject(scope) ? scope['States'] : undefined;
  if (isJsonObject(states)) return states as States;
  throw new TransformationError(`${place} has no \`States\``);
}

/**
 * What kind of state this is; `call` is `service:operation` as the Resource spells it. Throws TransformationError for a Task that is no
 * service integration, or that waits for a job (`.sync`): no transformation knows yet what becomes of those.
 */
export function kindOf(name: string, state: JsonObject): StateKind {
  if (state['Type'] !== 'Task') return { kind: 'other', type: String(state['Type']) };
  const resource = parseResource(String(state['Resource']));
  if (resource?.kind === 'service') {
    const call = `${resource.service}:${resource.operation}`;
    if (resource.pattern === 'requestResponse') return { kind: 'request', call };
    if (resource.pattern === 'waitForTaskToken') return { kind: 'callback', call };
  }
  throw new TransformationError(
    `\`${name}\` calls ${String(state['Resource'])}: no transformation says what becomes of such a Task in a batch; teach asl/transform, or take it out`,
  );
}

/** Every state of a scope by name, those in branches and item processors too, with the name of the top-level state around it. */
export function allStates(
  states: States,
): { readonly name: string; readonly state: JsonObject; readonly top: string }[] {
  const within = (inner: States, top: string | undefined): ReturnType<typeof allStates> =>
    Object.entries(inner).flatMap(([name, state]) => [
      { name, state, top: top ?? name },
      ...innerScopes(state).flatMap((scope) => within(statesOf(scope, `a scope of \`${name}\``), top ?? name)),
    ]);
  return within(states, undefined);
}

/** The scopes within a state: branches of a Parallel, the item processor of a Map. */
export function innerScopes(state: JsonObject): JsonObject[] {
  const { Branches: branches = [], ItemProcessor: processor } = state;
  const scopes = [...(Array.isArray(branches) ? (branches as readonly Json[]) : []), ...(processor ? [processor] : [])];
  return scopes.filter(isJsonObject);
}

/** The states that a state leads to: Next, catchers, rules, Default. */
export function targetsOf(state: JsonObject): string[] {
  const exits = [state, ...exitsOf(state, 'Choices'), ...exitsOf(state, 'Catch')];
  return exits.flatMap(({ Next, Default }) => [Next, Default]).filter((target) => typeof target === 'string');
}

/** The rules or the catchers of a state. */
export function exitsOf(state: JsonObject, field: 'Choices' | 'Catch'): JsonObject[] {
  const exits = state[field];
  return Array.isArray(exits) ? (exits as readonly Json[]).filter(isJsonObject) : [];
}

/** The states that can be reached from one of them. */
export function reachableFrom(start: string, states: States): ReadonlySet<string> {
  const reached = new Set([start]);
  for (const name of reached) {
    const state = memberOf(states, name);
    if (state === undefined) throw new TransformationError(`a state leads to \`${name}\`, and there is no such state`);
    for (const target of targetsOf(state)) reached.add(target);
  }
  return reached;
}

/** Those of the states whose names are among these, in their order. */
export function keep(states: States, isKept: (name: string) => boolean): States {
  return Object.fromEntries(Object.entries(states).filter(([name]) => isKept(name)));
}

/** The states with others put in before one of them. Throws TransformationError where that one, or a free name, is missing. */
export function insertBefore(states: States, place: string, inserted: States): States {
  const taken = Object.keys(inserted).find((name) => Object.hasOwn(states, name));
  if (taken !== undefined) throw new TransformationError(`two states would be named \`${taken}\`: rename one of them`);
  if (!Object.hasOwn(states, place))
    throw new TransformationError(`there is no state \`${place}\` any more: asl/transform relies on it`);
  const entries = Object.entries(states);
  const at = entries.findIndex(([name]) => name === place);
  return Object.fromEntries([...entries.slice(0, at), ...Object.entries(inserted), ...entries.slice(at)]);
}

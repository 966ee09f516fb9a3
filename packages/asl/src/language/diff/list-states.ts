import { type FieldPath, isJsonObject, type Json, type JsonObject } from '../definition';
import { objectOf } from '../load';

/** A state of a definition, in any scope. */
export interface ListedState {
  readonly name: string;
  /** With the states around it: `CheckItems/ReadItem`. */
  readonly label: string;
  readonly path: FieldPath;
  /** As it is written, with the states inside. */
  readonly whole: Json;
  /** Without the states inside it and without comments. */
  readonly own: Json;
  /** The Parallel or Map around it. */
  readonly owner?: ListedState;
  /** Its branch of a Parallel. */
  readonly branch?: number;
}

/** Returns all states of a definition in the order in which they are written; a container comes before its states. */
export function listStates(definition: Json): ListedState[] {
  return statesOf(definition, { path: [] });
}

interface Around {
  readonly path: FieldPath;
  readonly owner?: ListedState;
  readonly branch?: number;
}

function statesOf(scope: Json | undefined, around: Around): ListedState[] {
  const states = isJsonObject(scope) ? scope['States'] : undefined;
  if (!isJsonObject(states)) return [];
  const { path: scopePath, owner } = around;
  return Object.entries(states).flatMap(([name, whole]) => {
    const path = [...scopePath, 'States', name];
    const label = owner === undefined ? name : `${owner.label}/${name}`;
    const listed: ListedState = { ...around, name, label, path, whole, own: withoutComments(withoutStates(whole)) };
    return [listed, ...innerStates(listed)];
  });
}

function innerStates(owner: ListedState): ListedState[] {
  const { whole, path } = owner;
  if (!isJsonObject(whole)) return [];
  const branches = Array.isArray(whole['Branches']) ? (whole['Branches'] as readonly Json[]) : [];
  return [
    ...branches.flatMap((scope, branch) => statesOf(scope, { path: [...path, 'Branches', branch], owner, branch })),
    ...['ItemProcessor', 'Iterator'].flatMap((key) => statesOf(whole[key], { path: [...path, key], owner })),
  ];
}

/** Returns the fields of the machine itself, or of another scope; its `States` are empty. */
export function withoutScopeStates(scope: Json): Json {
  return mapMembers(scope, (key, value) => (key === 'States' && isJsonObject(value) ? {} : value));
}

function withoutStates(state: Json): Json {
  return mapMembers(state, (key, value) => {
    if (key === 'Branches' && Array.isArray(value)) return value.map((each: Json) => withoutScopeStates(each));
    return key === 'ItemProcessor' || key === 'Iterator' ? withoutScopeStates(value) : value;
  });
}

const commented = ['Retry', 'Catch', 'Choices', 'Branches', 'And', 'Or'];

/** Returns a state, or the machine itself, without its `Comment` fields; one in arguments is a value like others. */
export function withoutComments(part: Json): Json {
  const own = isJsonObject(part) && typeof part['Comment'] === 'string' ? without(part, 'Comment') : part;
  return mapMembers(own, (key, value) => {
    if (commented.includes(key) && Array.isArray(value)) return value.map((each: Json) => withoutComments(each));
    return key === 'ItemProcessor' || key === 'Iterator' || key === 'Not' ? withoutComments(value) : value;
  });
}

function mapMembers(value: Json, change: (key: string, value: Json) => Json): Json {
  return isJsonObject(value) ? objectOf(Object.entries(value).map(([key, child]) => [key, change(key, child)])) : value;
}

function without(object: JsonObject, name: string): JsonObject {
  return objectOf(Object.entries(object).filter(([key]) => key !== name));
}

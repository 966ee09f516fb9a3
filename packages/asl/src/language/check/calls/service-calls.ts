import { type ServiceCall, type ServiceResource, serviceCallOf } from '../../api-models';
import { type FieldPath, isJsonObject, type Json, type JsonObject, parseResource } from '../../definition';
import type { CheckedDefinition } from '../checked-definition';
import type { CheckedState } from '../checked-state';

/** A call of a service: by a Task, or by the ItemReader or ResultWriter of a Map. */
export interface CheckedCall {
  readonly state: CheckedState;
  /** The Task, the ItemReader or the ResultWriter. */
  readonly part: 'Task' | 'ItemReader' | 'ResultWriter';
  readonly value: JsonObject;
  readonly path: FieldPath;
  readonly resource: ServiceResource;
  /** Undefined: the table of API models does not have it. */
  readonly call: ServiceCall | undefined;
  /** What is written in `Arguments` or `Parameters`; undefined if neither is there. */
  readonly given:
    | { readonly field: 'Arguments' | 'Parameters'; readonly value: Json; readonly path: FieldPath }
    | undefined;
}

const known = new WeakMap<CheckedDefinition, readonly CheckedCall[]>();

/** Returns the calls of services in a definition, in the order of its states. */
export function serviceCallsOf(definition: CheckedDefinition): readonly CheckedCall[] {
  const found = known.get(definition) ?? definition.states.flatMap(callsIn);
  known.set(definition, found);
  return found;
}

function callsIn(state: CheckedState): CheckedCall[] {
  const { type, value, path } = state;
  if (type === 'Task') return callOf(state, 'Task', { value, path });
  if (type !== 'Map') return [];
  return (['ItemReader', 'ResultWriter'] as const).flatMap((part) =>
    callOf(state, part, { value: value[part], path: [...path, part] }),
  );
}

function callOf(
  state: CheckedState,
  part: CheckedCall['part'],
  { value, path }: { readonly value: Json | undefined; readonly path: FieldPath },
): CheckedCall[] {
  if (!isJsonObject(value) || typeof value['Resource'] !== 'string') return [];
  const resource = parseResource(value['Resource']);
  if (resource?.kind !== 'service') return [];
  const field = state.language === 'JSONata' ? 'Arguments' : 'Parameters';
  const given: Json | undefined = value[field];
  return [
    {
      state,
      part,
      value,
      path,
      resource,
      call: serviceCallOf(resource),
      given: given === undefined ? undefined : { field, value: given, path: [...path, field] },
    },
  ];
}

import { isJsonObject, type Json, type JsonObject } from '../definition';
import { roles } from './to-batch';
import { TransformationError } from './transformation-error';

const token = '{% $states.context.Task.Token %}';

/**
 * A callback of a function as a plain call of it: without the token in its Payload (the function then answers instead of calling back),
 * its result under `Payload`. Throws TransformationError for callbacks that are in no role, and for other services' than Lambda's.
 */
export function answeredAtOnce(name: string, state: JsonObject): JsonObject {
  const { Arguments: call, Resource: resource } = state;
  const payload = isJsonObject(call) ? call['Payload'] : undefined;
  const isKnown = (roles.callbacks as readonly string[]).includes(name);
  if (!isKnown || !isJsonObject(call) || !isJsonObject(payload) || !String(resource).includes(':lambda:invoke.')) {
    throw new TransformationError(
      `\`${name}\` waits for a callback, and only ${roles.callbacks.join(', ')} can be answered at once`,
    );
  }
  const without = Object.fromEntries(Object.entries(payload).filter(([, value]) => value !== token));
  const { Output, Assign } = state;
  return {
    ...state,
    Resource: String(resource).replace('.waitForTaskToken', ''),
    Arguments: { ...call, Payload: without },
    ...(Output !== undefined && { Output: withPayload(Output) }),
    ...(Assign !== undefined && { Assign: withPayload(Assign) }),
  };
}

/** A function's answer is the result of a callback, and `Payload` of the result of a call. */
function withPayload(value: Json): Json {
  if (typeof value === 'string') return value.replaceAll('$states.result', '$states.result.Payload');
  if (Array.isArray(value)) return (value as readonly Json[]).map(withPayload);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withPayload(member)]));
}

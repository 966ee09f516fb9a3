import { isJsonObject, type Json, type JsonObject, type QueryLanguage } from '../../../language/definition';
import { compileJsonataTemplate, compilePayloadTemplate, StatesError } from '../../../language/expressions';
import { inField } from '../../compile/in-field';
import type { StateView } from '../../states/state-view';

/** A template of a Distributed Map's fields, in the state's language. */
export type Payload = (view: StateView) => Json;

/** Compiles a template; `field` is its location in the state. */
export function compilePayload(value: Json, field: string, queryLanguage: QueryLanguage): Payload {
  return inField(field, () => {
    if (queryLanguage === 'JSONata') {
      const template = compileJsonataTemplate(value, field);
      return (view) => template.evaluate(view.jsonata());
    }
    const template = compilePayloadTemplate(value);
    return (view) => template.evaluate(view);
  });
}

/** Compiles the request of an ItemReader or ResultWriter: `Arguments` in JSONata, `Parameters` in JSONPath. */
export function compileRequest(
  part: JsonObject,
  name: string,
  queryLanguage: QueryLanguage,
): ((view: StateView) => JsonObject) | undefined {
  const field = queryLanguage === 'JSONata' ? 'Arguments' : 'Parameters';
  const value = part[field];
  if (value === undefined) return undefined;
  const payload = compilePayload(value, `${name}/${field}`, queryLanguage);
  return (view) => {
    const request = payload(view);
    if (isJsonObject(request)) return request;
    throw new StatesError(
      'States.Runtime',
      `${field} of ${name} must be an object but was: ${JSON.stringify(request)}`,
    );
  };
}

/** Returns a member that holds an object, else an empty object. */
export function memberObject(part: JsonObject, name: string): JsonObject {
  const value = part[name];
  return isJsonObject(value) ? value : {};
}

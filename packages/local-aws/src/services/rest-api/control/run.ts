import { ServiceError, type Shape } from '../../service';

/** What an operation does, its input and output in the shapes of the SDK. */
export type Run = (input: Shape) => Shape;

/** Operations by their API names. */
export type Runs = Readonly<Record<string, Run>>;

/** Returns an object with the property if it has a value, else an empty object. */
export function definedProperty<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { readonly [key in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [key in Name]?: Value });
}

/** Returns AWS's error for a request that is not valid. */
export function badRequest(message: string): ServiceError {
  return new ServiceError('BadRequestException', message);
}

/** Returns the error for what is not modelled. */
export function notModelled(what: string): ServiceError {
  return new ServiceError('NotModelledError', `the local implementation of API Gateway does not support ${what}`, 501);
}

import { ServiceError, type Shape } from '../../service';

/** What an operation does, its input and output in the shapes of the SDK. */
export type Run = (input: Shape) => Shape;

/** Operations by their API names. */
export type Runs = Readonly<Record<string, Run>>;

/** A property where it has a value, else none. */
export function given<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { readonly [key in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [key in Name]?: Value });
}

/** What AWS says to a request that makes no sense. */
export function badRequest(message: string): ServiceError {
  return new ServiceError('BadRequestException', message);
}

/** What is refused because it has no model here. */
export function notModelled(what: string): ServiceError {
  return new ServiceError('NotModelledError', `the stand-in of API Gateway does not model ${what}`, 501);
}

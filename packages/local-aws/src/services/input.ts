import { ServiceError, type Shape } from './service';

/** Returns a required string of an operation's input. */
export function requiredText(input: Shape, name: string): string {
  const value = input[name];
  if (typeof value !== 'string' || value === '')
    throw new ServiceError(
      'ValidationException',
      `${name} must be text that is not empty, it is ${JSON.stringify(value)}`,
    );
  return value;
}

/** Returns an optional string of an operation's input. */
export function optionalText(input: Shape, name: string): string | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string')
    throw new ServiceError('ValidationException', `${name} must be text, it is ${JSON.stringify(value)}`);
  return value;
}

/** Returns an optional integer of an operation's input. SDK clients that use text protocols send it as a string. */
export function optionalNumber(input: Shape, name: string): number | undefined {
  const value = input[name];
  if (value === undefined || value === null || value === '') return undefined;
  const number = Number(value);
  if (!Number.isInteger(number))
    throw new ServiceError('ValidationException', `${name} must be a whole number, it is ${JSON.stringify(value)}`);
  return number;
}

/** Returns an optional structure of an operation's input. */
export function optionalShape(input: Shape, name: string): Shape | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'object' || Array.isArray(value))
    throw new ServiceError('ValidationException', `${name} must be a structure, it is ${JSON.stringify(value)}`);
  return value as Shape;
}

/** Returns a list of structures of an operation's input; empty if absent. */
export function shapesOf(input: Shape, name: string): readonly Shape[] {
  const value = input[name];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value))
    throw new ServiceError('ValidationException', `${name} must be a list, it is ${JSON.stringify(value)}`);
  return value.filter((item): item is Shape => typeof item === 'object' && item !== null);
}

/** Returns a map of strings of an operation's input; empty if absent. */
export function textsByName(input: Shape, name: string): Readonly<Record<string, string>> {
  const shape = optionalShape(input, name) ?? {};
  return Object.fromEntries(Object.entries(shape).map(([key, value]) => [key, String(value)]));
}

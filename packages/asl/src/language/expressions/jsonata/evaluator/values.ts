import { unconfirmed } from '../../unconfirmed';
import { JsonataError } from './jsonata-error';

/**
 * An array as JSONata represents it: marks describe how it behaves in paths. Only arrays created here are marked, never
 * input.
 */
export interface MarkedArray extends Array<unknown> {
  /** A sequence of results: one with a single member becomes that member, an empty one undefined. */
  sequence?: boolean;
  /** …but not this one (`[]` behind a step). */
  keepSingleton?: boolean;
  /** Created by an array constructor inside a path: not flattened. */
  cons?: boolean;
  /** A sequence of tuples that carry `@`, positions and parents. */
  tupleStream?: boolean;
}

const memory = unconfirmed.jsonataMemory;

/** The most members of an array that an expression creates. */
export const maxSequence = Math.floor((memory.limit - memory.array) / memory.member);

/** A sequence of these members. */
export function sequenceOf(...members: unknown[]): MarkedArray {
  return asSequence(members);
}

/** Marks an array created here as a sequence. */
export function asSequence(members: unknown[]): MarkedArray {
  const sequence = members as MarkedArray;
  sequence.sequence = true;
  return sequence;
}

/** Returns the value itself; throws D2015 for a string or an array that needs more memory than one value may have. */
export function checkMemory<T>(value: T): T {
  checkBytes(bytesOf(value));
  return value;
}

/** Throws D2015 for an array of so many members, before it is created. */
export function checkMembers(members: number): void {
  checkBytes(memory.array + members * memory.member);
}

/** Throws D2015 for a string of so many characters, before it is created. */
export function checkCharacters(characters: number): void {
  checkBytes(memory.array + characters * memory.character);
}

/** The bytes that count for a string or an array, without those of its members; 0 for any other value. */
export function bytesOf(value: unknown): number {
  if (typeof value === 'string') return memory.array + value.length * memory.character;
  return Array.isArray(value) ? memory.array + value.length * memory.member : 0;
}

/** Throws D2015 for more bytes than one value may have. */
export function checkBytes(bytes: number): void {
  if (bytes > memory.limit) throw new JsonataError('D2015', { value: bytes });
}

/** Whether a value is a sequence of results. */
export function isSequence(value: unknown): value is MarkedArray {
  return Array.isArray(value) && (value as MarkedArray).sequence === true;
}

/** A function created by `function(…){…}`; `scope` and `input` are those of its definition. */
export class Lambda {
  /** The mark that the package's own functions use to recognise a function. */
  readonly _jsonata_lambda = true;

  constructor(
    readonly parameters: readonly string[],
    readonly apply: (values: readonly unknown[]) => unknown,
    readonly validate: ((values: readonly unknown[], context: unknown) => unknown[]) | undefined,
    /** For a call in tail position: what to call next instead of going deeper. */
    readonly next?: () => { procedure: unknown; values: unknown[]; token: unknown },
  ) {}

  get arity(): number {
    return this.parameters.length;
  }
}

/** A function of the library. */
export class NativeFunction {
  /** The mark that the package's own functions use to recognise a function. */
  readonly _jsonata_function = true;

  constructor(
    readonly name: string,
    readonly implementation: (this: unknown, ...values: unknown[]) => unknown,
    readonly validate: ((values: readonly unknown[], context: unknown) => unknown[]) | undefined,
    /** How many arguments a call may have. */
    readonly count: ArgumentCount,
  ) {}

  get arity(): number {
    return this.implementation.length;
  }
}

/** The number of arguments of a function; Infinity without a bound. */
export interface ArgumentCount {
  /** Without a context as an argument. */
  readonly minimum: number;
  readonly maximum: number;
}

/** A function handed to a function: called like any function of JavaScript. */
export interface Callable {
  (...values: unknown[]): unknown;
  arity?: number;
}

/** Whether a value can be called. Data never can, regardless of its keys. */
export function isFunction(value: unknown): value is Lambda | NativeFunction | Callable {
  return typeof value === 'function' || value instanceof Lambda || value instanceof NativeFunction;
}

/** Whether a value is an object with members: not an array, a function or null. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Lambda) &&
    !(value instanceof NativeFunction)
  );
}

/** Whether a value is a number; throws D1001 for what JSON cannot hold. */
export function isNumeric(value: unknown): value is number {
  if (typeof value !== 'number' || Number.isNaN(value)) return false;
  if (!Number.isFinite(value)) throw new JsonataError('D1001', { value });
  return true;
}

/** JSONata's effective boolean: http://docs.jsonata.org/boolean-functions#boolean ; undefined stays undefined. */
export function booleanOf(value: unknown): boolean | undefined {
  if (value === undefined || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.length === 1 ? booleanOf(value[0]) : value.some((each) => booleanOf(each));
  if (typeof value === 'string') return value.length > 0;
  if (isNumeric(value)) return value !== 0;
  return isObject(value) && Object.keys(value).length > 0;
}

/** Returns the members of `name` in a value, or in each member of an array. Inherited members are not found. */
export function memberOf(value: unknown, name: string): unknown {
  if (Array.isArray(value)) {
    const found = sequenceOf();
    for (const each of value) {
      const member = memberOf(each, name);
      if (Array.isArray(member)) for (const inner of member) found.push(inner);
      else if (member !== undefined) found.push(member);
    }
    return found;
  }
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** Returns both as one array; if one is undefined, the other as it is. */
export function append(first: unknown, second: unknown): unknown {
  if (first === undefined) return second;
  if (second === undefined) return first;
  const left = Array.isArray(first) ? first : sequenceOf(first);
  const right = Array.isArray(second) ? second : [second];
  checkMembers(left.length + right.length);
  return left.concat(right);
}

/** Whether two values are the same, members in any order. What is compared counts as steps. */
export function isDeepEqual(left: unknown, right: unknown, steps: { spend(members: number): void }): boolean {
  if (left === right) return true;
  if (Array.isArray(left)) {
    if (!Array.isArray(right) || left.length !== right.length) return false;
    steps.spend(left.length);
    return left.every((each, at) => isDeepEqual(each, right[at], steps));
  }
  if (!isObject(left) || !isObject(right)) return false;
  const names = Object.keys(left);
  steps.spend(names.length);
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => Object.hasOwn(right, name) && isDeepEqual(left[name], right[name], steps))
  );
}

/** Sets a member; `__proto__` becomes an ordinary member, never the prototype. */
export function setMember(object: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__')
    Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  else object[name] = value;
}

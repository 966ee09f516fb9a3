import type { Focus } from '../evaluator/compile-calls';
import { sortStably } from '../evaluator/compile-sort';
import { JsonataError } from '../evaluator/jsonata-error';
import { jsonataString } from '../evaluator/jsonata-string';
import type { Evaluation } from '../evaluator/scope';
import { asSequence, booleanOf, type Callable, isObject, isSequence, sequenceOf, setMember } from '../evaluator/values';
import type { Definition } from './package-functions';

/**
 * The functions that accept functions, and those that are slow in the package:
 * http://docs.jsonata.org/higher-order-functions .
 */
export const higherOrderFunctions: Readonly<Record<string, Definition>> = {
  map: ['<af>', map as Definition[1]],
  filter: ['<af>', filter as Definition[1]],
  single: ['<af?>', single as Definition[1]],
  reduce: ['<afj?:j>', reduce as Definition[1]],
  sift: ['<o-f?:o>', sift as Definition[1]],
  each: ['<o-f:a>', each as Definition[1]],
  sort: ['<af?:a>', sort as Definition[1]],
  shuffle: ['<a:a>', shuffle as Definition[1]],
  distinct: ['<x:x>', distinct as Definition[1]],
  spread: ['<x-:a<o>>', spread as Definition[1]],
  clone: ['<(oa)-:o>', clone as Definition[1]],
};

type Array = readonly unknown[] | undefined;

function arityOf(called: Callable): number {
  return called.arity ?? called.length;
}

/** A function receives the position and the whole only if it has parameters for them. */
function callWith(called: Callable, value: unknown, at: unknown, whole: unknown): unknown {
  const arity = arityOf(called);
  return arity >= 3 ? called(value, at, whole) : arity === 2 ? called(value, at) : called(value);
}

function map(this: Focus, array: Array, called: Callable): unknown {
  if (array === undefined) return undefined;
  this.scope.evaluation.spend(array.length);
  const found = sequenceOf();
  array.forEach((value, at) => {
    const result = callWith(called, value, at, array);
    if (result !== undefined) found.push(result);
  });
  return found;
}

function filter(this: Focus, array: Array, called: Callable): unknown {
  if (array === undefined) return undefined;
  this.scope.evaluation.spend(array.length);
  const found = sequenceOf();
  array.forEach((value, at) => {
    if (booleanOf(callWith(called, value, at, array))) found.push(value);
  });
  return found;
}

function single(this: Focus, array: Array, called?: Callable): unknown {
  if (array === undefined) return undefined;
  const found = array.filter((value, at) => called === undefined || booleanOf(callWith(called, value, at, array)));
  if (found.length !== 1) throw new JsonataError(found.length === 0 ? 'D3139' : 'D3138');
  return found[0];
}

function reduce(this: Focus, array: Array, called: Callable, initial?: unknown): unknown {
  if (array === undefined) return undefined;
  const arity = arityOf(called);
  if (arity < 2) throw new JsonataError('D3050', { index: 1 });
  this.scope.evaluation.spend(array.length);
  const begin = initial === undefined && array.length > 0 ? 1 : 0;
  let result = begin === 1 ? array[0] : initial;
  for (let at = begin; at < array.length; at++)
    result = called(...[result, array[at], at, array].slice(0, Math.min(arity, 4)));
  return result;
}

function sift(this: Focus, object: Readonly<Record<string, unknown>> | undefined, called: Callable): unknown {
  const found: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(object ?? {}))
    if (booleanOf(callWith(called, value, name, object))) setMember(found, name, value);
  return Object.keys(found).length === 0 ? undefined : found;
}

function each(this: Focus, object: Readonly<Record<string, unknown>> | undefined, called: Callable): unknown {
  const found = sequenceOf();
  for (const [name, value] of Object.entries(object ?? {})) {
    const result = callWith(called, value, name, object);
    if (result !== undefined) found.push(result);
  }
  return found;
}

function sort(this: Focus, array: Array, isAfter?: Callable): unknown {
  if (array === undefined || array.length <= 1) return array;
  this.scope.evaluation.spend(array.length);
  if (isAfter !== undefined) return sortStably(array, (left, right) => booleanOf(isAfter(left, right)) === true);
  const isUniform =
    array.every((value) => typeof value === 'number') || array.every((value) => typeof value === 'string');
  if (!isUniform) throw new JsonataError('D3070', { index: 1 });
  return sortStably(array, (left, right) => (left as number) > (right as number));
}

function shuffle(this: Focus, array: Array): unknown {
  if (array === undefined || array.length <= 1) return array;
  const { random } = this.scope.evaluation.bindings;
  const result = [...array];
  for (let at = result.length - 1; at > 0; at--) {
    const other = Math.floor(random.next() * (at + 1));
    [result[at], result[other]] = [result[other], result[at]];
  }
  return result;
}

function distinct(this: Focus, value: unknown): unknown {
  if (!Array.isArray(value) || value.length <= 1) return value;
  const seen = new Set<string>();
  const found = value.filter((member: unknown) => {
    const key = canonical(member, this.scope.evaluation);
    return !seen.has(key) && seen.add(key);
  });
  return isSequence(value) ? asSequence(found) : found;
}

function spread(this: Focus, value: unknown): unknown {
  if (!Array.isArray(value)) return isObject(value) ? membersApart(value) : value;
  this.scope.evaluation.spend(value.length);
  const found = sequenceOf();
  for (const each of value) {
    const apart: unknown = spread.call(this, each);
    if (Array.isArray(apart)) for (const member of apart) found.push(member);
    else if (apart !== undefined) found.push(apart);
  }
  return found;
}

function membersApart(object: Readonly<Record<string, unknown>>): unknown {
  return asSequence(Object.entries(object).map(([name, value]) => Object.fromEntries([[name, value]])));
}

function clone(this: Focus, value: unknown): unknown {
  return value === undefined ? undefined : (JSON.parse(jsonataString(value, this.scope.evaluation)) as unknown);
}

/** Equal values have equal strings: members of objects in the order of their names. */
function canonical(value: unknown, evaluation: Evaluation): string {
  return JSON.stringify(value, (_key, member: unknown) => {
    evaluation.spend(1);
    if (typeof member !== 'object' || member === null || Array.isArray(member)) return member;
    return Object.fromEntries(Object.entries(member).sort(([left], [right]) => (left < right ? -1 : 1)));
  });
}

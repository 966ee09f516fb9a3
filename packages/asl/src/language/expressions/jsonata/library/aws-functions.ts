import { createHash } from 'node:crypto';
import { seededNumber } from '../../seeded-number';
import type { Focus } from '../evaluator/compile-calls';
import { JsonataError } from '../evaluator/jsonata-error';
import { jsonataString } from '../evaluator/jsonata-string';
import { checkMembers, type NativeFunction, sequenceOf } from '../evaluator/values';
import type { Definition } from './package-functions';

/**
 * The functions that Step Functions adds: https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html .
 * `$range` returns a sequence, so a range of one number is that number; `$partition` always returns an array of arrays.
 */
export const awsFunctions: Readonly<Record<string, Definition>> = {
  partition: ['<an:a>', partition as Definition[1]],
  range: ['<nnn:a<n>>', range as Definition[1]],
  hash: ['<xs:s>', hash as Definition[1]],
  random: ['<n?:n>', random as Definition[1]],
  uuid: ['<:s>', uuid as Definition[1]],
  parse: ['<s:x>', parse as Definition[1]],
  eval: ['<s-x?:x>', evaluateText as Definition[1]],
};

/** `$now` and `$millis` by the clock that was passed in; `format` is the package's `$fromMillis`. */
export function clockFunctions(format: NativeFunction['implementation']): Readonly<Record<string, Definition>> {
  function now(this: Focus, picture?: string, timezone?: string): unknown {
    return format.call(this, this.scope.evaluation.millis, picture, timezone);
  }
  function millis(this: Focus): number {
    return this.scope.evaluation.millis;
  }
  return { now: ['<s?s?:s>', now as Definition[1]], millis: ['<:n>', millis as Definition[1]] };
}

function partition(this: Focus, array: readonly unknown[] | undefined, size: number | undefined): unknown {
  if (array === undefined || size === undefined) return undefined;
  const length = Math.round(size);
  if (length <= 0) fail('The chunk size of the partition function must be a positive number', size);
  return Array.from({ length: Math.ceil(array.length / length) }, (_, at) =>
    array.slice(at * length, (at + 1) * length),
  );
}

function range(this: Focus, first: number | undefined, last: number | undefined, step: number | undefined): unknown {
  if (first === undefined || last === undefined || step === undefined) return undefined;
  if (step === 0) fail('The step of the range function must not be 0', step);
  const count = Math.max(0, Math.floor((last - first) / step) + 1);
  checkMembers(count);
  this.scope.evaluation.spend(count);
  const numbers = sequenceOf();
  for (let at = 0; at < count; at++) numbers.push(first + at * step);
  return numbers;
}

const algorithms: Readonly<Record<string, string>> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

function hash(this: Focus, value: unknown, name: string | undefined): string | undefined {
  if (value === undefined || name === undefined) return undefined;
  const algorithm = Object.hasOwn(algorithms, name) ? algorithms[name] : undefined;
  if (algorithm === undefined)
    return fail(`The algorithm of the hash function must be one of ${Object.keys(algorithms).join(', ')}`, name);
  return createHash(algorithm).update(jsonataString(value, this.scope.evaluation), 'utf8').digest('hex');
}

function random(this: Focus, seed?: number): number {
  return seed === undefined ? this.scope.evaluation.bindings.random.next() : seededNumber(seed);
}

function uuid(this: Focus): string {
  return this.scope.evaluation.bindings.random.uuid();
}

function parse(this: Focus, text: string | undefined): unknown {
  if (text === undefined) return undefined;
  if (text.trim() === '') return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return fail('The argument of the parse function must be a JSON text', text);
  }
}

/** Accepted when a state machine is created; it fails when it is called. */
function evaluateText(): never {
  throw new JsonataError('D3121', {
    message: 'Step Functions does not support the function `$eval`. Use `$parse` for JSON',
  });
}

function fail(problem: string, value: unknown): never {
  throw new JsonataError('D3137', { message: `${problem}. Given ${JSON.stringify(value)}` });
}

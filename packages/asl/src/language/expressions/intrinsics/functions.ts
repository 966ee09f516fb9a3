import { createHash } from 'node:crypto';
import type { Json } from '../../definition';
import type { RandomSource } from '../bindings';
import { canonicalText, isEqual } from '../is-equal';
import { seededNumber } from '../seeded-number';
import { ArgumentProblem, arrayOf, integerOf, objectOf, shortTextOf, textOf } from './arguments';

/** An intrinsic function: its number of arguments, and its implementation. Throws ArgumentProblem. */
export interface IntrinsicFunction {
  readonly minimum: number;
  readonly maximum: number;
  apply(values: readonly Json[], random: RandomSource): Json;
}

/**
 * The eighteen functions but States.Format, which needs its template unevaluated:
 * https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html
 */
export const functions: Readonly<Record<string, IntrinsicFunction>> = {
  'States.Array': { minimum: 0, maximum: Number.POSITIVE_INFINITY, apply: (values) => [...values] },
  'States.ArrayPartition': of(2, ([array, size]) => partition(arrayOf(array), integerOf(size))),
  'States.ArrayContains': of(2, ([array, wanted]) => arrayOf(array).some((each) => isEqual(each, wanted as Json))),
  'States.ArrayRange': of(3, ([first, last, step]) => range(integerOf(first), integerOf(last), integerOf(step))),
  'States.ArrayGetItem': of(2, ([array, index]) => itemAt(arrayOf(array), integerOf(index))),
  'States.ArrayLength': of(1, ([array]) => arrayOf(array).length),
  'States.ArrayUnique': of(1, ([array]) => unique(arrayOf(array))),
  'States.Base64Encode': of(1, ([text]) => Buffer.from(shortTextOf(text), 'utf8').toString('base64')),
  'States.Base64Decode': of(1, ([text]) => decodeBase64(shortTextOf(text))),
  'States.Hash': of(2, ([value, algorithm]) => hash(value as Json, textOf(algorithm))),
  'States.JsonMerge': of(3, ([first, second, deep]) => merge(first, second, deep)),
  'States.StringToJson': of(1, ([text]) => stringToJson(textOf(text))),
  'States.JsonToString': of(1, ([value]) => JSON.stringify(value)),
  'States.MathRandom': {
    minimum: 2,
    maximum: 3,
    apply: ([from, to, seed], random) => randomBetween(from, to, seed, random),
  },
  'States.MathAdd': of(2, ([first, second]) => integerOf(integerOf(first) + integerOf(second))),
  'States.StringSplit': of(2, ([text, splitters]) => split(textOf(text), textOf(splitters))),
  'States.UUID': { minimum: 0, maximum: 0, apply: (_values, random) => random.uuid() },
};

function of(count: number, apply: (values: readonly Json[]) => Json): IntrinsicFunction {
  return { minimum: count, maximum: count, apply };
}

function partition(array: readonly Json[], size: number): Json {
  if (size <= 0) throw new ArgumentProblem(`The chunk size must be a positive number, but was: ${size}`);
  return Array.from({ length: Math.ceil(array.length / size) }, (_, at) => array.slice(at * size, (at + 1) * size));
}

function range(first: number, last: number, step: number): Json {
  if (step === 0) throw new ArgumentProblem('The step must not be 0');
  const count = Math.max(0, Math.floor((last - first) / step) + 1);
  if (count > 1_000) throw new ArgumentProblem(`The range must not have more than 1,000 items, but has ${count}`);
  return Array.from({ length: count }, (_, at) => first + at * step);
}

function itemAt(array: readonly Json[], index: number): Json {
  const item = array[index];
  if (item === undefined)
    throw new ArgumentProblem(`The index ${index} is out of bounds for an array of ${array.length} items`);
  return item;
}

function unique(array: readonly Json[]): Json {
  const seen = new Set<unknown>();
  return array.filter((each) => {
    const key = typeof each === 'object' ? canonicalText(each) : `${typeof each} ${each}`;
    return !seen.has(key) && seen.add(key);
  });
}

function decodeBase64(text: string): string {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw new ArgumentProblem('The argument must be Base64');
  return Buffer.from(text, 'base64').toString('utf8');
}

const algorithms: Readonly<Record<string, string | undefined>> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

function hash(value: Json, name: string): string {
  const algorithm = Object.hasOwn(algorithms, name) ? algorithms[name] : undefined;
  if (algorithm === undefined)
    throw new ArgumentProblem(`The algorithm must be one of ${Object.keys(algorithms).join(', ')}, but was: ${name}`);
  return createHash(algorithm)
    .update(shortTextOf(typeof value === 'string' ? value : JSON.stringify(value)), 'utf8')
    .digest('hex');
}

function merge(first: Json | undefined, second: Json | undefined, deep: Json | undefined): Json {
  if (deep !== false)
    throw new ArgumentProblem('Step Functions merges shallowly only: the third argument must be false');
  return { ...objectOf(first), ...objectOf(second) };
}

function stringToJson(text: string): Json {
  if (text.trim() === '') return null;
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new ArgumentProblem(`Unable to parse the following string as JSON: ${text}`);
  }
}

function randomBetween(
  from: Json | undefined,
  to: Json | undefined,
  seed: Json | undefined,
  random: RandomSource,
): number {
  const [low, high] = [integerOf(from), integerOf(to)];
  if (low >= high) throw new ArgumentProblem(`The first number must be smaller than the second: ${low} and ${high}`);
  const drawn = seed === undefined ? random.next() : seededNumber(integerOf(seed));
  return low + Math.floor(drawn * (high - low));
}

/** Each character of `splitters` divides; empty pieces are left out. */
function split(text: string, splitters: string): Json {
  const pieces: string[] = [''];
  const dividing = new Set(splitters);
  for (const character of text) {
    if (dividing.has(character)) pieces.push('');
    else pieces.push(pieces.pop() + character);
  }
  return pieces.filter((piece) => piece !== '');
}

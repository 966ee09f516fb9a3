import type { NativeFunction } from '../evaluator/values';
import { AWS_FUNCTIONS, clockFunctions } from './aws-functions';
import { HIGHER_ORDER_FUNCTIONS } from './higher-order-functions';
import { readFunctions } from './package-functions';
import { TEXT_FUNCTIONS } from './text-functions';

/** The functions taken from the package as they are. */
const PACKAGE_FUNCTIONS = [
  ...[
    'sum',
    'count',
    'max',
    'min',
    'average',
    'substring',
    'substringBefore',
    'substringAfter',
    'lowercase',
    'uppercase',
    'length',
    'trim',
  ],
  ...[
    'formatNumber',
    'formatBase',
    'formatInteger',
    'parseInteger',
    'number',
    'floor',
    'ceil',
    'round',
    'abs',
    'sqrt',
    'power',
  ],
  ...['boolean', 'not', 'zip', 'keys', 'lookup', 'append', 'exists', 'merge', 'reverse', 'error', 'assert', 'type'],
  ...[
    'base64encode',
    'base64decode',
    'encodeUrlComponent',
    'encodeUrl',
    'decodeUrlComponent',
    'decodeUrl',
    'toMillis',
    'fromMillis',
  ],
];

/** Every function an expression can call, by name without the `$`. */
export const LIBRARY: ReadonlyMap<string, NativeFunction> = readLibrary();

function readLibrary(): ReadonlyMap<string, NativeFunction> {
  const taken = readFunctions(PACKAGE_FUNCTIONS, { ...HIGHER_ORDER_FUNCTIONS, ...TEXT_FUNCTIONS, ...AWS_FUNCTIONS });
  const format = taken.get('fromMillis') as NativeFunction;
  const clock = readFunctions([], clockFunctions(format.implementation));
  return new Map([...taken, ...clock]);
}

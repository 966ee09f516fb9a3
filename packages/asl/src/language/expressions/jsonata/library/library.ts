import type { NativeFunction } from '../evaluator/values';
import { awsFunctions, clockFunctions } from './aws-functions';
import { higherOrderFunctions } from './higher-order-functions';
import { readFunctions } from './package-functions';
import { textFunctions } from './text-functions';

/** The functions used from the package as they are. */
const packageFunctions = [
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
export const library: ReadonlyMap<string, NativeFunction> = readLibrary();

function readLibrary(): ReadonlyMap<string, NativeFunction> {
  const taken = readFunctions(packageFunctions, { ...higherOrderFunctions, ...textFunctions, ...awsFunctions });
  const format = taken.get('fromMillis') as NativeFunction;
  const clock = readFunctions([], clockFunctions(format.implementation));
  return new Map([...taken, ...clock]);
}

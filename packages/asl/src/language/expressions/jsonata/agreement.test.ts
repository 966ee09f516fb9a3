import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import jsonata from 'jsonata';
import type { Json } from '../../definition';
import type { StatesError } from '../states-error';
import { compileJsonata } from './compile-jsonata';

/** Our evaluator compared with the package's own, over expressions of every type; `$I` means `$states.input`. */
const testdata = join(__dirname, 'testdata');
const inputText = readFileSync(join(testdata, 'agreement-input.json'), 'utf8');
const expressions = readFileSync(join(testdata, 'agreement.txt'), 'utf8').trimEnd().split('\n');

async function byPackage(expression: string): Promise<unknown> {
  try {
    const value: unknown = await jsonata(expression).evaluate(undefined, { states: { input: JSON.parse(inputText) } });
    if (isPackageFunction(value)) return 'a function';
    return value === undefined ? 'nothing' : JSON.parse(JSON.stringify(value));
  } catch (error) {
    const { code, message } = error as { code: string; message: string };
    return `${code}: ${message}`;
  }
}

function isPackageFunction(value: unknown): boolean {
  const { _jsonata_function, _jsonata_lambda } = (value ?? {}) as {
    _jsonata_function?: boolean;
    _jsonata_lambda?: boolean;
  };
  return typeof value === 'function' || _jsonata_function === true || _jsonata_lambda === true;
}

function byUs(expression: string, input: Json): unknown {
  const random = { next: () => 0.5, uuid: () => '00000000-0000-4000-8000-000000000000' };
  try {
    const value = compileJsonata(expression).find({ states: { input }, variables: {}, random, now: () => 0 });
    return value === undefined ? 'nothing' : value;
  } catch (error) {
    const cause = (error as StatesError).cause ?? '';
    return cause.endsWith('unsupported result type.')
      ? 'a function'
      : cause.replace(/^.* threw an error during evaluation\. /s, '');
  }
}

describe('our JSONata evaluator', () => {
  test.each(expressions)('agrees with the package: %s', async (line) => {
    const expression = line.replaceAll('$I', '$states.input');
    const input = JSON.parse(inputText) as Json;

    const ours = byUs(expression, input);

    expect(ours).toEqual(await byPackage(expression));
    expect(JSON.stringify(input)).toBe(JSON.stringify(JSON.parse(inputText)));
  });
});

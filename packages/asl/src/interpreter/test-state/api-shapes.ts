import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { memberOf } from '../../language/definition';
import { linesOf } from '../lines';

/** The shape of a value in an AWS API, as JSON has it: blobs and timestamps are strings. */
export type ApiShape =
  | {
      readonly type: 'object';
      readonly members: Readonly<Record<string, string>>;
      readonly required?: readonly string[];
    }
  | { readonly type: 'array'; readonly items: string }
  | { readonly type: 'map'; readonly values: string }
  | { readonly type: 'string'; readonly enum?: readonly string[]; readonly min?: number; readonly max?: number }
  | { readonly type: 'number'; readonly min?: number; readonly max?: number }
  | { readonly type: 'boolean' }
  | { readonly type: 'any' };

/** The outputs of a service's operations; shapes name one another. */
export interface ApiShapes {
  readonly outputs: ReadonlyMap<string, string>;
  readonly shapes: ReadonlyMap<string, ApiShape>;
}

/** Services whose name in a `Resource` is not that of their API. */
const apiNames: Readonly<Record<string, string>> = {
  states: 'stepfunctions',
  sfn: 'stepfunctions',
  eventbridge: 'events',
};

/** The shapes of a service; undefined for one that is not among the tables in api-shapes/. */
export function readApiShapes(service: string): ApiShapes | undefined {
  const file = join(__dirname, 'api-shapes', `${memberOf(apiNames, service) ?? service}.jsonl`);
  if (!/^[a-z0-9]+$/.test(service) || !existsSync(file)) return undefined;
  const outputs = new Map<string, string>();
  const shapes = new Map<string, ApiShape>();
  for (const text of linesOf(readFileSync(file, 'utf8')).slice(1)) {
    if (text === '') continue;
    const line = JSON.parse(text) as TableLine;
    if ('operation' in line) {
      outputs.set(line.operation, line.output);
    } else {
      const { shape, ...described } = line;
      shapes.set(shape, described);
    }
  }
  return { outputs, shapes };
}

type TableLine = { readonly operation: string; readonly output: string } | ({ readonly shape: string } & ApiShape);

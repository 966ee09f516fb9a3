import type { ApiModel, ApiOperation, ApiShape } from './api-model';

/** A whole model, as the generator forms it. */
export interface CompactModel {
  readonly errorPrefix: string;
  readonly operations: Readonly<Record<string, ApiOperation>>;
  readonly shapes: readonly ApiShape[];
  readonly throttles: readonly string[];
}

/** The first line: what a reader needs of every call of the service. */
interface Head {
  readonly errorPrefix: string;
  readonly throttles: readonly string[];
  readonly operations: readonly string[];
}

/** A model as JSON lines: the head, then one line for each operation, then one for each shape. */
export function writeModelLines({ errorPrefix, throttles, operations, shapes }: CompactModel): string {
  const head: Head = { errorPrefix, throttles, operations: Object.keys(operations) };
  return [head, ...Object.values(operations), ...shapes].map((line) => JSON.stringify(line)).join('\n');
}

/** Reads a model; a line is parsed when it is first asked for, and once: a definition uses few operations of a service. */
export function readModelLines(text: string): ApiModel {
  const [first = '', ...lines] = text.split('\n');
  const { errorPrefix, throttles, operations: operationNames }: Head = JSON.parse(first);
  const parsed: unknown[] = [];
  const lineAt = (index: number): unknown => {
    const line = lines[index];
    if (line === undefined) return undefined;
    parsed[index] ??= JSON.parse(line);
    return parsed[index];
  };
  const count = operationNames.length;
  return {
    errorPrefix,
    throttles,
    operationNames,
    operation: (name) => {
      const index = operationNames.indexOf(name);
      return index === -1 ? undefined : (lineAt(index) as ApiOperation);
    },
    shapes: { length: lines.length - count, at: (index) => lineAt(count + index) as ApiShape | undefined },
  };
}

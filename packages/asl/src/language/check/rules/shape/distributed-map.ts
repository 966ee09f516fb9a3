import { type FieldPath, isJsonObject, type Json, type JsonObject, parseResource } from '../../../definition';
import type { CheckedState } from '../../checked-state';
import { misspells } from '../../misspelling';
import type { Finding, Rule } from '../../rule';
import { isOpen, showValue } from '../../values';

/**
 * The item source or the result writer of a Distributed Map is incomplete, or an inline Map has one:
 * https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html
 */
export const distributedMap: Rule = {
  id: 'distributed-map',
  severity: 'error',
  rejectedBy: 'aws',
  *check({ states }) {
    for (const state of states) {
      const { type, value, path } = state;
      if (type !== 'Map') continue;
      if (isInline(value)) yield* inInlineMap(value, path);
      else {
        yield* reader(value['ItemReader'], [...path, 'ItemReader']);
        yield* writer(value['ResultWriter'], [...path, 'ResultWriter']);
        yield* withoutBucket(state);
      }
    }
  },
};

function isInline(map: JsonObject): boolean {
  const { ItemProcessor: processor = map['Iterator'] } = map;
  const config = isJsonObject(processor) ? processor['ProcessorConfig'] : undefined;
  const mode = isJsonObject(config) ? config['Mode'] : undefined;
  return mode === undefined || mode === 'INLINE';
}

function* inInlineMap(map: JsonObject, path: FieldPath): Generator<Finding> {
  for (const field of ['ItemReader', 'ItemBatcher', 'ResultWriter']) {
    if (map[field] === undefined) continue;
    const message = `\`${field}\` is a field of Distributed Maps, and this Map is inline`;
    const help = 'set `ProcessorConfig: { Mode: DISTRIBUTED }` in `ItemProcessor`';
    yield { message, path: [...path, field], at: 'key', help, isWhole: true };
  }
}

function* reader(value: Json | undefined, path: FieldPath): Generator<Finding> {
  if (!isJsonObject(value)) return;
  const operation = operationOf(value['Resource']);
  const at = [...path, 'Resource'];
  if (operation === undefined) return;
  if (operation !== 's3:getObject' && operation !== 's3:listObjectsV2') {
    const message = `\`Resource\` of \`ItemReader\` must call \`s3:getObject\` or \`s3:listObjectsV2\`, got \`${showValue(value['Resource'])}\``;
    yield { message, path: at, help: 'write `arn:<partition>:states:::s3:getObject`' };
    return;
  }
  const config: Json = value['ReaderConfig'] ?? {};
  if (!isJsonObject(config)) return;
  const readsObject = operation === 's3:getObject' || config['Transformation'] === 'LOAD_AND_FLATTEN';
  const whole = { path: value['ReaderConfig'] === undefined ? path : [...path, 'ReaderConfig'], at: 'key' } as const;
  if (readsObject && isAbsent(config, 'InputType'))
    yield { message: '`ReaderConfig` has no `InputType`', ...whole, help: 'add `InputType: CSV`, `JSON`, `JSONL`, …' };
  if (config['InputType'] === 'CSV') yield* csv(config, whole);
  const pointer = config['ItemsPointer'];
  if (typeof pointer === 'string' && !isOpen(pointer) && !/^(\/.*)?$/s.test(pointer)) {
    const message = `\`ItemsPointer\` must be a JSON pointer, got \`${showValue(pointer)}\``;
    yield { message, path: [...path, 'ReaderConfig', 'ItemsPointer'], help: 'begin it with `/`: `/documents`' };
  }
}

function* csv(config: JsonObject, whole: { readonly path: FieldPath; readonly at: 'key' }): Generator<Finding> {
  if (isAbsent(config, 'CSVHeaderLocation'))
    yield {
      message: '`ReaderConfig` of a CSV has no `CSVHeaderLocation`',
      ...whole,
      help: 'add `FIRST_ROW` or `GIVEN`',
    };
  if (config['CSVHeaderLocation'] === 'GIVEN' && isAbsent(config, 'CSVHeaders'))
    yield {
      message: '`CSVHeaderLocation` is `GIVEN`, and there are no `CSVHeaders`',
      ...whole,
      help: 'add `CSVHeaders`',
    };
}

function isAbsent(config: JsonObject, field: string): boolean {
  return config[field] === undefined && !misspells(config, 'ReaderConfig', [field]);
}

function* writer(value: Json | undefined, path: FieldPath): Generator<Finding> {
  const operation = isJsonObject(value) ? operationOf(value['Resource']) : undefined;
  if (operation === undefined || operation === 's3:putObject') return;
  const resource = showValue((value as JsonObject)['Resource']);
  const message = `\`Resource\` of \`ResultWriter\` must call \`s3:putObject\`, got \`${resource}\``;
  yield { message, path: [...path, 'Resource'], help: 'write `arn:<partition>:states:::s3:putObject`' };
}

/** An ItemReader or a ResultWriter calls S3, and has no arguments. The rule missing-argument reports those that lack some. */
function* withoutBucket({ value, path, language }: CheckedState): Generator<Finding> {
  for (const part of ['ItemReader', 'ResultWriter'] as const) {
    const object: Json | undefined = value[part];
    if (!isJsonObject(object) || typeof object['Resource'] !== 'string' || isOpen(object['Resource'])) continue;
    // The rule wrong-query-language reports the field of the other language.
    if (object['Arguments'] !== undefined || object['Parameters'] !== undefined) continue;
    if (misspells(object, part, ['Arguments', 'Parameters'])) continue;
    const field = language === 'JSONata' ? 'Arguments' : 'Parameters';
    const message = `\`${part}\` of \`${path.at(-1)}\` has no \`${field}\`: it names no bucket`;
    yield { message, path: [...path, part], at: 'key', help: `add \`${field}: { Bucket: … }\`` };
  }
}

/** `service:operation`; empty: the Resource calls no service; undefined: it is absent, or a placeholder decides. */
function operationOf(resource: Json | undefined): string | undefined {
  if (typeof resource !== 'string') return undefined;
  const parsed = parseResource(resource);
  if (parsed === undefined) return isOpen(resource) ? undefined : '';
  return parsed.kind === 'service' && !parsed.sdk ? `${parsed.service}:${parsed.operation}` : '';
}

import { type FieldPath, isJsonObject, type Json, type JsonObject } from '../../../definition';
import type { CheckedState } from '../../checked-definition';
import type { Finding, Rule } from '../../rule';
import { isJsonataText, isOpen, shown } from '../../values';

type Kind =
  | 'text'
  | 'text or null'
  | 'number'
  | 'true or false'
  | 'object'
  | 'array'
  | 'array of objects'
  | 'array of texts';

const kinds: Readonly<Record<Kind, (value: Json) => boolean>> = {
  text: (value) => typeof value === 'string',
  'text or null': (value) => typeof value === 'string' || value === null,
  number: (value) => typeof value === 'number',
  'true or false': (value) => typeof value === 'boolean',
  object: isJsonObject,
  array: Array.isArray,
  'array of objects': (value) => Array.isArray(value) && value.every((item) => isJsonObject(item as Json)),
  'array of texts': (value) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
};

const machineKinds: Readonly<Record<string, Kind>> = {
  Comment: 'text',
  StartAt: 'text',
  States: 'object',
  Version: 'text',
  TimeoutSeconds: 'number',
  QueryLanguage: 'text',
  ProcessorConfig: 'object',
};

const stateKinds: Readonly<Record<string, Kind>> = {
  Comment: 'text',
  Type: 'text',
  QueryLanguage: 'text',
  Next: 'text',
  End: 'true or false',
  Resource: 'text',
  Default: 'text',
  InputPath: 'text or null',
  OutputPath: 'text or null',
  ResultPath: 'text or null',
  ItemsPath: 'text',
  Retry: 'array of objects',
  Catch: 'array of objects',
  Branches: 'array of objects',
  Choices: 'array of objects',
  ItemProcessor: 'object',
  Iterator: 'object',
  ItemReader: 'object',
  ItemBatcher: 'object',
  ResultWriter: 'object',
  Credentials: 'object',
  Assign: 'object',
  TimeoutSeconds: 'number',
  HeartbeatSeconds: 'number',
  Seconds: 'number',
  MaxConcurrency: 'number',
  ToleratedFailureCount: 'number',
  ToleratedFailurePercentage: 'number',
  Timestamp: 'text',
  Label: 'text',
  Error: 'text',
  Cause: 'text',
};

const retrierKinds: Readonly<Record<string, Kind>> = {
  ErrorEquals: 'array of texts',
  IntervalSeconds: 'number',
  MaxAttempts: 'number',
  MaxDelaySeconds: 'number',
  BackoffRate: 'number',
  JitterStrategy: 'text',
};

const catcherKinds: Readonly<Record<string, Kind>> = {
  ErrorEquals: 'array of texts',
  Next: 'text',
  ResultPath: 'text or null',
  Assign: 'object',
};

/** A field holds JSON of the wrong kind: `Catch` an object where an array is due, a state that is a text. */
export const wrongType: Rule = {
  id: 'wrong-type',
  severity: 'error',
  rejectedBy: 'aws',
  *check({ parsed, scopes, states }) {
    if (!isJsonObject(parsed.value))
      yield { message: `a definition is an object, this is \`${shown(parsed.value)}\``, path: [] };
    for (const scope of scopes) {
      yield* fieldsOf(scope.value, scope.path, machineKinds);
      yield* statesOf(scope.value, scope.path);
    }
    for (const state of states) yield* stateFindings(state);
    for (const state of states) yield* writerConfigFindings(state);
  },
};

function* fieldsOf(
  value: JsonObject,
  path: FieldPath,
  table: Readonly<Record<string, Kind>>,
  jsonata = false,
): Generator<Finding> {
  for (const [field, given] of Object.entries(value)) {
    const kind = Object.hasOwn(table, field) ? table[field] : undefined;
    if (kind === undefined || kinds[kind](given) || isOpen(given) || (jsonata && isJsonataText(given))) continue;
    const takes =
      jsonata && kind === 'number' ? 'a number or a JSONata text' : `${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}`;
    yield {
      message: `\`${field}\` takes ${takes.replace('a true', 'true')}, not \`${shown(given)}\``,
      path: [...path, field],
    };
  }
}

function* statesOf(scope: JsonObject, path: FieldPath): Generator<Finding> {
  const states: Json | undefined = scope['States'];
  if (!isJsonObject(states)) return;
  for (const [name, state] of Object.entries(states)) {
    if (isJsonObject(state) || isOpen(state)) continue;
    const help = Object.hasOwn(machineKinds, name) ? `\`${name}\` belongs beside \`States\`, not inside` : undefined;
    yield {
      message: `the state \`${name}\` is an object, not \`${shown(state)}\``,
      path: [...path, 'States', name],
      at: 'key',
      help,
    };
  }
}

function* stateFindings({ value, path, language }: CheckedState): Generator<Finding> {
  const jsonata = language === 'JSONata';
  yield* fieldsOf(value, path, stateKinds, jsonata);
  for (const [field, table] of [
    ['Retry', retrierKinds],
    ['Catch', catcherKinds],
  ] as const) {
    const items: Json | undefined = value[field];
    if (!Array.isArray(items)) continue;
    for (const [index, item] of (items as readonly Json[]).entries()) {
      if (isJsonObject(item)) yield* fieldsOf(item, [...path, field, index], table, jsonata);
    }
  }
}

function* writerConfigFindings({ value, path }: CheckedState): Generator<Finding> {
  const writer: Json | undefined = value['ResultWriter'];
  const config = isJsonObject(writer) ? writer['WriterConfig'] : undefined;
  if (config === undefined || isJsonObject(config) || isOpen(config)) return;
  const message = `\`WriterConfig\` takes an object, not \`${shown(config)}\``;
  yield { message, path: [...path, 'ResultWriter', 'WriterConfig'] };
}

import type { Field, ObjectFields } from './field';

const guide = 'https://docs.aws.amazon.com/step-functions/latest/dg';

/** https://states-language.net/spec.html#timeouts-and-heartbeats and https://states-language.net/spec.html#wait-state */
export const longestSeconds = 99_999_999;

export const string = { type: 'string' } as const satisfies Field;
export const stringOrExpression = { type: 'string', takesExpression: true } as const satisfies Field;
export const path = { type: 'path', language: 'JSONPath' } as const satisfies Field;
export const template = { type: 'template' } as const satisfies Field;
export const jsonPathTemplate = { type: 'template', language: 'JSONPath' } as const satisfies Field;
export const jsonataTemplate = { type: 'template', language: 'JSONata' } as const satisfies Field;
export const queryLanguage = { type: 'string', values: ['JSONPath', 'JSONata'] } as const satisfies Field;
const executionType = { type: 'string', values: ['STANDARD', 'EXPRESS'] } as const satisfies Field;

/** The arguments of a call: `Parameters` in JSONPath, `Arguments` in JSONata. */
export const callArguments = {
  Parameters: { ...jsonPathTemplate, counterpart: 'Arguments' },
  Arguments: { ...jsonataTemplate, counterpart: 'Parameters' },
} as const satisfies Readonly<Record<string, Field>>;

const scope = {
  Comment: string,
  StartAt: { type: 'string', isRequired: true },
  States: { type: 'object', isRequired: true, isFilled: true },
  Version: string,
  TimeoutSeconds: { type: 'number', minimum: 1, maximum: longestSeconds },
} as const satisfies Readonly<Record<string, Field>>;

/** The machine, its scopes, and what states hold: retriers, catchers, the parts of a Map. */
export const parts = {
  machine: {
    name: 'a state machine',
    page: `${guide}/statemachine-structure.html`,
    fields: { ...scope, QueryLanguage: queryLanguage },
  },
  branch: { name: 'a branch', page: `${guide}/state-parallel.html`, fields: scope },
  'item processor': {
    name: 'an item processor',
    page: `${guide}/state-map.html`,
    fields: { ...scope, ProcessorConfig: { type: 'object', holds: 'ProcessorConfig' } },
  },
  ProcessorConfig: {
    name: '`ProcessorConfig`',
    page: `${guide}/state-map-distributed.html`,
    fields: { Mode: { type: 'string', values: ['INLINE', 'DISTRIBUTED'] }, ExecutionType: executionType },
  },
  retrier: {
    name: 'a retrier',
    page: `${guide}/concepts-error-handling.html#error-handling-retrying-after-an-error`,
    fields: {
      ErrorEquals: { type: 'array of strings', isRequired: true, isFilled: true },
      /** Seconds before the first retry, default 1. */
      IntervalSeconds: { type: 'number', minimum: 1, maximum: longestSeconds },
      /** Retries at most, default 3; 0 means never. */
      MaxAttempts: { type: 'number', minimum: 0, maximum: longestSeconds },
      /** Default 2.0. */
      BackoffRate: { type: 'number', minimum: 1, takesFractions: true },
      /** Upper bound of a pause in seconds. */
      MaxDelaySeconds: { type: 'number', minimum: 1, maximum: 31_622_400 },
      /** FULL: a random pause, uniformly from 0 to the computed one. Default NONE. */
      JitterStrategy: { type: 'string', values: ['FULL', 'NONE'] },
      Comment: string,
    },
  },
  catcher: {
    name: 'a catcher',
    page: `${guide}/concepts-error-handling.html#error-handling-fallback-states`,
    fields: {
      ErrorEquals: { type: 'array of strings', isRequired: true, isFilled: true },
      Next: { type: 'string', isRequired: true },
      ResultPath: { type: 'reference path or null', language: 'JSONPath', counterpart: 'Output' },
      Output: jsonataTemplate,
      Assign: { type: 'object' },
      Comment: string,
    },
  },
  Credentials: {
    name: '`Credentials`',
    page: `${guide}/concepts-access-cross-acct-resources.html`,
    fields: { RoleArn: string, 'RoleArn.$': jsonPathTemplate },
    oneOf: [['RoleArn', 'RoleArn.$']],
  },
  ItemReader: {
    name: '`ItemReader`',
    page: `${guide}/input-output-itemreader.html`,
    fields: {
      Resource: { type: 'string', isRequired: true },
      ...callArguments,
      ReaderConfig: { type: 'object', holds: 'ReaderConfig' },
    },
  },
  ReaderConfig: {
    name: '`ReaderConfig`',
    page: `${guide}/input-output-itemreader.html`,
    fields: {
      InputType: { type: 'string', values: ['CSV', 'JSON', 'JSONL', 'PARQUET', 'MANIFEST'] },
      CSVHeaderLocation: { type: 'string', values: ['FIRST_ROW', 'GIVEN'] },
      CSVHeaders: { type: 'array of strings' },
      CSVDelimiter: { type: 'string', values: ['COMMA', 'PIPE', 'SEMICOLON', 'SPACE', 'TAB'] },
      ItemsPointer: string,
      ManifestType: { type: 'string', values: ['S3_INVENTORY', 'ATHENA_DATA'] },
      // A negative one fails the Map Run, not the state (recorded): the reader of the items rejects it.
      MaxItems: { type: 'number', takesExpression: true },
      MaxItemsPath: { ...path, counterpart: 'MaxItems' },
      Transformation: { type: 'string', values: ['NONE', 'LOAD_AND_FLATTEN'] },
    },
    atMostOneOf: [['MaxItems', 'MaxItemsPath']],
  },
  ItemBatcher: {
    name: '`ItemBatcher`',
    page: `${guide}/input-output-itembatcher.html`,
    fields: {
      BatchInput: template,
      MaxItemsPerBatch: { type: 'number', takesExpression: true, minimum: 1 },
      MaxItemsPerBatchPath: { ...path, counterpart: 'MaxItemsPerBatch' },
      MaxInputBytesPerBatch: { type: 'number', takesExpression: true, minimum: 1, maximum: 262_144 },
      MaxInputBytesPerBatchPath: { ...path, counterpart: 'MaxInputBytesPerBatch' },
    },
    atMostOneOf: [
      ['MaxItemsPerBatch', 'MaxItemsPerBatchPath'],
      ['MaxInputBytesPerBatch', 'MaxInputBytesPerBatchPath'],
    ],
  },
  ResultWriter: {
    name: '`ResultWriter`',
    page: `${guide}/input-output-resultwriter.html`,
    fields: { Resource: string, ...callArguments, WriterConfig: { type: 'object', holds: 'WriterConfig' } },
  },
  WriterConfig: {
    name: '`WriterConfig`',
    page: `${guide}/input-output-resultwriter.html`,
    fields: {
      OutputType: { type: 'string', values: ['JSON', 'JSONL'] },
      Transformation: { type: 'string', values: ['NONE', 'COMPACT', 'FLATTEN'] },
    },
  },
} as const satisfies Readonly<Record<string, ObjectFields>>;

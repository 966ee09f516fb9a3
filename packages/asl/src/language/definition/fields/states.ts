import type { Field, ObjectFields } from './field';
import {
  callArguments,
  jsonataTemplate,
  jsonPathTemplate,
  longestSeconds,
  path,
  queryLanguage,
  string,
  stringOrExpression,
  template,
} from './parts';

const guide = 'https://docs.aws.amazon.com/step-functions/latest/dg';

type Fields = Readonly<Record<string, Field>>;

const always = { Type: { type: 'string', isRequired: true }, Comment: string, QueryLanguage: queryLanguage } as const;
const assigns = { Assign: { type: 'object' } } as const satisfies Fields;
const goesOn = { Next: string, End: { type: 'boolean' }, ...assigns } as const satisfies Fields;
const output = { Output: jsonataTemplate } as const satisfies Fields;
const paths = {
  InputPath: { type: 'path or null', language: 'JSONPath', counterpart: 'Arguments' },
  OutputPath: { type: 'path or null', language: 'JSONPath', counterpart: 'Output' },
} as const satisfies Fields;
const resultPath = {
  ResultPath: { type: 'reference path or null', language: 'JSONPath', counterpart: 'Output' },
} as const satisfies Fields;
const result = { ResultSelector: { ...jsonPathTemplate, counterpart: 'Output' }, ...resultPath } as const;
const handles = {
  Retry: { type: 'array of objects', holds: 'retrier' },
  Catch: { type: 'array of objects', holds: 'catcher' },
} as const satisfies Fields;
const seconds = { type: 'number', takesExpression: true, minimum: 1, maximum: longestSeconds } as const satisfies Field;
const count = { type: 'number', takesExpression: true, minimum: 0 } as const satisfies Field;

/** The eight types of states. */
export const states = {
  Task: {
    name: 'a Task state',
    page: `${guide}/state-task.html`,
    fields: {
      ...always,
      Resource: { type: 'string', isRequired: true },
      ...callArguments,
      TimeoutSeconds: seconds,
      TimeoutSecondsPath: { ...path, counterpart: 'TimeoutSeconds' },
      HeartbeatSeconds: seconds,
      HeartbeatSecondsPath: { ...path, counterpart: 'HeartbeatSeconds' },
      Credentials: { type: 'object', holds: 'Credentials' },
      ...paths,
      ...result,
      ...output,
      ...handles,
      ...goesOn,
    },
    atMostOneOf: [
      ['TimeoutSeconds', 'TimeoutSecondsPath'],
      ['HeartbeatSeconds', 'HeartbeatSecondsPath'],
    ],
  },
  Parallel: {
    name: 'a Parallel state',
    page: `${guide}/state-parallel.html`,
    fields: {
      ...always,
      Branches: { type: 'array of objects', isRequired: true, isFilled: true },
      ...callArguments,
      ...paths,
      ...result,
      ...output,
      ...handles,
      ...goesOn,
    },
  },
  Map: {
    name: 'a Map state',
    page: `${guide}/state-map.html`,
    fields: {
      ...always,
      ItemProcessor: { type: 'object' },
      /** The older spelling of ItemProcessor. */
      Iterator: { type: 'object' },
      Items: { ...jsonataTemplate, counterpart: 'ItemsPath' },
      ItemsPath: { ...path, counterpart: 'Items' },
      ItemSelector: template,
      /** The older spelling of ItemSelector. */
      Parameters: { ...jsonPathTemplate, counterpart: 'ItemSelector' },
      ItemReader: { type: 'object', holds: 'ItemReader' },
      ItemBatcher: { type: 'object', holds: 'ItemBatcher' },
      ResultWriter: { type: 'object', holds: 'ResultWriter' },
      MaxConcurrency: count,
      MaxConcurrencyPath: { ...path, counterpart: 'MaxConcurrency' },
      ToleratedFailureCount: count,
      ToleratedFailureCountPath: { ...path, counterpart: 'ToleratedFailureCount' },
      ToleratedFailurePercentage: {
        type: 'number',
        takesExpression: true,
        minimum: 0,
        maximum: 100,
        takesFractions: true,
      },
      ToleratedFailurePercentagePath: { ...path, counterpart: 'ToleratedFailurePercentage' },
      Label: string,
      ...paths,
      ...result,
      ...output,
      ...handles,
      ...goesOn,
    },
    oneOf: [['ItemProcessor', 'Iterator']],
    atMostOneOf: [
      ['ItemSelector', 'Parameters'],
      ['Items', 'ItemsPath'],
      ['MaxConcurrency', 'MaxConcurrencyPath'],
      ['ToleratedFailureCount', 'ToleratedFailureCountPath'],
      ['ToleratedFailurePercentage', 'ToleratedFailurePercentagePath'],
    ],
  },
  Choice: {
    name: 'a Choice state',
    page: `${guide}/state-choice.html`,
    fields: {
      ...always,
      Choices: { type: 'array of objects', isRequired: true, isFilled: true },
      Default: string,
      ...assigns,
      ...paths,
      ...output,
    },
  },
  Pass: {
    name: 'a Pass state',
    page: `${guide}/state-pass.html`,
    fields: {
      ...always,
      Result: { ...jsonPathTemplate, counterpart: 'Output' },
      Parameters: { ...jsonPathTemplate, counterpart: 'Output' },
      ...paths,
      ...resultPath,
      ...output,
      ...goesOn,
    },
  },
  Wait: {
    name: 'a Wait state',
    page: `${guide}/state-wait.html`,
    fields: {
      ...always,
      Seconds: { type: 'number', takesExpression: true, minimum: 0, maximum: longestSeconds },
      SecondsPath: { ...path, counterpart: 'Seconds' },
      Timestamp: stringOrExpression,
      TimestampPath: { ...path, counterpart: 'Timestamp' },
      ...paths,
      ...output,
      ...goesOn,
    },
    oneOf: [['Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath']],
  },
  Succeed: {
    name: 'a Succeed state',
    page: `${guide}/state-succeed.html`,
    fields: { ...always, ...paths, ...output },
  },
  Fail: {
    name: 'a Fail state',
    page: `${guide}/state-fail.html`,
    fields: {
      ...always,
      Error: stringOrExpression,
      ErrorPath: { ...path, counterpart: 'Error' },
      Cause: stringOrExpression,
      CausePath: { ...path, counterpart: 'Cause' },
    },
    atMostOneOf: [
      ['Error', 'ErrorPath'],
      ['Cause', 'CausePath'],
    ],
  },
} as const satisfies Readonly<Record<string, ObjectFields>>;

import type { QueryLanguage, StateType } from '../definition';

/** The fields of a kind of state: those of both query languages, and those of one. */
interface StateFields {
  readonly both: readonly string[];
  readonly JSONPath: readonly string[];
  readonly JSONata: readonly string[];
}

const always = ['Type', 'Comment', 'QueryLanguage'];
const goesOn = ['Next', 'End', 'Assign'];
const caught = ['Retry', 'Catch'];
const paths = ['InputPath', 'OutputPath'];
const result = ['ResultSelector', 'ResultPath'];

/** https://docs.aws.amazon.com/step-functions/latest/dg/statemachine-structure.html and https://states-language.net */
export const stateFields: Readonly<Record<StateType, StateFields>> = {
  Task: {
    both: [...always, 'Resource', 'TimeoutSeconds', 'HeartbeatSeconds', 'Credentials', ...caught, ...goesOn],
    JSONPath: [...paths, 'Parameters', ...result, 'TimeoutSecondsPath', 'HeartbeatSecondsPath'],
    JSONata: ['Arguments', 'Output'],
  },
  Parallel: {
    both: [...always, 'Branches', ...caught, ...goesOn],
    JSONPath: [...paths, 'Parameters', ...result],
    JSONata: ['Arguments', 'Output'],
  },
  Map: {
    both: [
      ...always,
      'ItemProcessor',
      'Iterator',
      'ItemSelector',
      'ItemReader',
      'ItemBatcher',
      'ResultWriter',
      'MaxConcurrency',
      'ToleratedFailureCount',
      'ToleratedFailurePercentage',
      'Label',
      ...caught,
      ...goesOn,
    ],
    JSONPath: [
      ...paths,
      'Parameters',
      ...result,
      'ItemsPath',
      'MaxConcurrencyPath',
      'ToleratedFailureCountPath',
      'ToleratedFailurePercentagePath',
    ],
    JSONata: ['Items', 'Output'],
  },
  Choice: { both: [...always, 'Choices', 'Default', 'Assign'], JSONPath: paths, JSONata: ['Output'] },
  Pass: {
    both: [...always, ...goesOn],
    JSONPath: [...paths, 'Result', 'Parameters', 'ResultPath'],
    JSONata: ['Output'],
  },
  Wait: {
    both: [...always, 'Seconds', 'Timestamp', ...goesOn],
    JSONPath: [...paths, 'SecondsPath', 'TimestampPath'],
    JSONata: ['Output'],
  },
  Succeed: { both: always, JSONPath: paths, JSONata: ['Output'] },
  Fail: { both: [...always, 'Error', 'Cause'], JSONPath: ['ErrorPath', 'CausePath'], JSONata: [] },
};

/** The fields of the machine itself. */
export const machineFields = ['Comment', 'QueryLanguage', 'StartAt', 'States', 'TimeoutSeconds', 'Version'];

/** The fields of a branch; an item processor takes ProcessorConfig too. */
export const branchFields = ['Comment', 'StartAt', 'States', 'TimeoutSeconds', 'Version'];
export const itemProcessorFields = [...branchFields, 'ProcessorConfig'];

/** The fields of a retrier. */
export const retrierFields = [
  'BackoffRate',
  'Comment',
  'ErrorEquals',
  'IntervalSeconds',
  'JitterStrategy',
  'MaxAttempts',
  'MaxDelaySeconds',
];

/** The fields of a catcher. */
export const catcherFields: Readonly<Record<QueryLanguage, readonly string[]>> = {
  JSONPath: ['Assign', 'Comment', 'ErrorEquals', 'Next', 'ResultPath'],
  JSONata: ['Assign', 'Comment', 'ErrorEquals', 'Next', 'Output'],
};

/** The fields of the parts of a Map, by the way that leads to them from the state. */
export const mapPartFields: readonly (readonly [way: readonly string[], fields: readonly string[]])[] = [
  [['ItemReader'], ['Resource', 'Parameters', 'Arguments', 'ReaderConfig']],
  [
    ['ItemReader', 'ReaderConfig'],
    [
      'InputType',
      'CSVHeaderLocation',
      'CSVHeaders',
      'CSVDelimiter',
      'ItemsPointer',
      'ManifestType',
      'MaxItems',
      'MaxItemsPath',
      'Transformation',
    ],
  ],
  [
    ['ItemBatcher'],
    ['BatchInput', 'MaxItemsPerBatch', 'MaxItemsPerBatchPath', 'MaxInputBytesPerBatch', 'MaxInputBytesPerBatchPath'],
  ],
  [['ResultWriter'], ['Resource', 'Parameters', 'Arguments', 'WriterConfig']],
  [
    ['ResultWriter', 'WriterConfig'],
    ['OutputType', 'Transformation'],
  ],
];

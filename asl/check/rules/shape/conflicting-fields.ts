import { type FieldPath, isJsonObject, type Json, type JsonObject, type StateType } from '../../../definition';
import type { Finding, Rule } from '../../rule';

/** Fields of which a state takes one at most. */
const exclusive: Readonly<Partial<Record<StateType, readonly (readonly string[])[]>>> = {
  Task: [
    ['TimeoutSeconds', 'TimeoutSecondsPath'],
    ['HeartbeatSeconds', 'HeartbeatSecondsPath'],
  ],
  Map: [
    ['ItemProcessor', 'Iterator'],
    ['ItemSelector', 'Parameters'],
    ['Items', 'ItemsPath'],
    ['MaxConcurrency', 'MaxConcurrencyPath'],
    ['ToleratedFailureCount', 'ToleratedFailureCountPath'],
    ['ToleratedFailurePercentage', 'ToleratedFailurePercentagePath'],
  ],
  Wait: [['Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath']],
  Fail: [
    ['Error', 'ErrorPath'],
    ['Cause', 'CausePath'],
  ],
};

const readerExclusive = [['MaxItems', 'MaxItemsPath']];
const batcherExclusive = [
  ['MaxItemsPerBatch', 'MaxItemsPerBatchPath'],
  ['MaxInputBytesPerBatch', 'MaxInputBytesPerBatchPath'],
];

/** Two fields that exclude each other stand in the same object: `Next` and `End`, `Seconds` and `Timestamp`. */
export const conflictingFields: Rule = {
  id: 'conflicting-fields',
  severity: 'error',
  rejectedBy: 'aws',
  *check({ states }) {
    for (const { type, value, path } of states) {
      if (value['Next'] !== undefined && value['End'] === true) yield conflict(path, ['Next', 'End']);
      yield* conflicts(value, path, (type && exclusive[type]) ?? []);
      const config = isJsonObject(value['ItemReader']) ? value['ItemReader']['ReaderConfig'] : undefined;
      yield* conflicts(config, [...path, 'ItemReader', 'ReaderConfig'], readerExclusive);
      yield* conflicts(value['ItemBatcher'], [...path, 'ItemBatcher'], batcherExclusive);
    }
  },
};

function* conflicts(
  value: Json | undefined,
  path: FieldPath,
  groups: readonly (readonly string[])[],
): Generator<Finding> {
  if (!isJsonObject(value)) return;
  for (const group of groups) {
    const given = group.filter((field) => (value as JsonObject)[field] !== undefined);
    if (given.length > 1) yield conflict(path, given);
  }
}

function conflict(path: FieldPath, fields: readonly string[]): Finding {
  const second = fields[1] as string;
  const list = fields.map((field) => `\`${field}\``);
  const message = `${list.slice(0, -1).join(', ')} and ${list.at(-1)} exclude each other`;
  return { message, path: [...path, second], at: 'key', help: 'keep one of them' };
}

import { aslObjects, type Field } from './fields';

const { Task: task, Wait: wait, Map: map, ReaderConfig: reader, ItemBatcher: batcher } = aslObjects;

/** Every field of a state whose number data may provide, by an expression or by the field's `…Path` twin. */
export const numberBounds = {
  Seconds: wait.fields.Seconds,
  TimeoutSeconds: task.fields.TimeoutSeconds,
  HeartbeatSeconds: task.fields.HeartbeatSeconds,
  MaxConcurrency: map.fields.MaxConcurrency,
  ToleratedFailureCount: map.fields.ToleratedFailureCount,
  ToleratedFailurePercentage: map.fields.ToleratedFailurePercentage,
  MaxItems: reader.fields.MaxItems,
  MaxItemsPerBatch: batcher.fields.MaxItemsPerBatch,
  MaxInputBytesPerBatch: batcher.fields.MaxInputBytesPerBatch,
} as const satisfies Readonly<Record<string, Field>>;

/** The name of such a field. */
export type NumberFieldName = keyof typeof numberBounds;

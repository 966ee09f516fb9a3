import type { Json, JsonObject } from '../../language/definition';

/** The evaluated fields of a Distributed Map for one run: numbers, not expressions. */
export interface MapRunPlan {
  /** 0: as many as there are. */
  readonly maxConcurrency: number;
  readonly toleratedFailureCount?: number;
  readonly toleratedFailurePercentage?: number;
  readonly reader?: ReaderPlan;
  readonly batcher?: BatcherPlan;
  readonly writer?: WriterPlan;
}

/** Where items come from, and how they lie there. */
export type ReaderPlan = ItemSource & {
  readonly arguments: JsonObject;
  /** 0: all. */
  readonly maxItems: number;
};

/** Whether an object is read, or those of a listing; without a format the listing itself gives the items. */
export type ItemSource =
  | { readonly operation: 'getObject'; readonly format: ItemFormat }
  | { readonly operation: 'listObjectsV2'; readonly format?: ItemFormat };

/** The format of the items in an object. */
export type ItemFormat =
  | { readonly inputType: 'CSV'; readonly headers?: readonly string[]; readonly delimiter: string }
  | { readonly inputType: 'JSON'; readonly itemsPointer?: string }
  | { readonly inputType: 'JSONL' }
  | { readonly inputType: 'PARQUET' }
  | { readonly inputType: 'MANIFEST' };

/** How many items go into one child execution. */
export interface BatcherPlan {
  readonly maxItemsPerBatch?: number;
  readonly maxInputBytesPerBatch?: number;
  readonly batchInput?: Json;
}

/** Where results go, and in which form; without `arguments` they are the state's own result. */
export interface WriterPlan {
  readonly arguments?: JsonObject;
  readonly outputType: 'JSON' | 'JSONL';
  readonly transformation: 'NONE' | 'COMPACT' | 'FLATTEN';
}

/** An item and its `$$.Map.Item`. */
export interface MapRunItem {
  readonly index: number;
  readonly value: Json;
  /** Of an object's members. */
  readonly key?: string;
  readonly source: string;
}

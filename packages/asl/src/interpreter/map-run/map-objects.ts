import type { JsonObject } from '../../language/definition';

/** A request of a Distributed Map to Amazon S3, by its ItemReader or its ResultWriter; uses the machine's role. */
export interface ObjectCall {
  readonly operation: 'getObject' | 'listObjectsV2' | 'putObject';
  /** The effective Parameters or Arguments: `{Bucket, Key}`, `{Bucket, Prefix}` … */
  readonly arguments: JsonObject;
  readonly stateName: string;
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly roleArn: string;
}

/** An object as s3:listObjectsV2 returns it for an item. */
export interface ListedObject {
  readonly Key: string;
  readonly Etag: string;
  /** Seconds since 1970. */
  readonly LastModified: number;
  readonly Size: number;
  readonly StorageClass: string;
}

/**
 * Sends the requests of Distributed Maps to Amazon S3, as TaskHandlers do for tasks. Rejecting with a StatesError sets
 * the cause of `States.ItemReaderFailed` or `States.ResultWriterFailed`. The signal is aborted when the answer is not
 * used any more.
 */
export interface MapObjects {
  /** The object's content, piece by piece. Reading may stop before its end. */
  getObject(call: ObjectCall, signal: AbortSignal): AsyncIterable<Uint8Array>;
  /** All objects under `Bucket` and `Prefix`, over all pages. */
  listObjects(call: ObjectCall, signal: AbortSignal): AsyncIterable<ListedObject>;
  /** Stores an object under `Bucket` and `Key`; `body` returns its text piece by piece, once. */
  putObject(call: ObjectCall, body: Iterable<string>, signal: AbortSignal): Promise<void>;
}

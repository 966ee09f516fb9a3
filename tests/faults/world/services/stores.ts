import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Row } from '../../../fakes/expressions';
import { fakeBucket } from '../../../fakes/fake-bucket';
import { fakeClient, on } from '../../../fakes/fake-client';
import { fakeTables } from '../../../fakes/fake-table';

/** A row as it was written, in the order of the writes of the whole world. */
export interface RowWrite {
  readonly name: string;
  readonly row: Row;
  /** What was there before; undefined for the first write. */
  readonly before: Row | undefined;
  readonly atMilliseconds: number;
}

/** An object as it was written. */
export interface ObjectWrite {
  readonly name: string;
  readonly body: Buffer;
}

/** Content of tables, buckets, queues and topics, and every write to them. Invariants read only these. */
export interface RawStores {
  /** By `table/key`. */
  readonly rows: ReadonlyMap<string, Row>;
  readonly rowWrites: readonly RowWrite[];
  /** By `bucket/key`, uploaded documents by `bucket/key?version`. */
  readonly objects: ReadonlyMap<string, Buffer>;
  readonly objectWrites: readonly ObjectWrite[];
  /** Bodies by queue URL. */
  readonly queues: ReadonlyMap<string, readonly string[]>;
  /** Messages by topic ARN. */
  readonly topics: ReadonlyMap<string, readonly string[]>;
}

/** In-memory stores that keep a record of every write, with the clients that reach them. */
export function createStores(now: () => number, published: (topicArn: string, message: string) => void) {
  const bucket = fakeBucket();
  const tables = fakeTables();
  const rowWrites: RowWrite[] = [];
  const objectWrites: ObjectWrite[] = [];
  const queues = new Map<string, string[]>();
  const topics = new Map<string, string[]>();
  onSet(tables.rows, (name, row, before) => rowWrites.push({ name, row, before, atMilliseconds: now() }));
  onSet(bucket.objects, (name, body) => objectWrites.push({ name, body }));
  const send = (url: string, body: string): void => void append(queues, url, body);
  const publish = (topicArn: string, message: string): void => {
    append(topics, topicArn, message);
    published(topicArn, message);
  };
  const sqs = fakeClient<SQSClient>([
    on(SendMessageCommand, ({ QueueUrl = '', MessageBody = '' }) => {
      send(QueueUrl, MessageBody);
      return { MessageId: 'message' };
    }),
  ]);
  const sns = fakeClient<SNSClient>([
    on(PublishCommand, ({ TopicArn = '', Message = '' }) => {
      publish(TopicArn, Message);
      return { MessageId: 'message' };
    }),
  ]);
  const raw: RawStores = { rows: tables.rows, rowWrites, objects: bucket.objects, objectWrites, queues, topics };
  /** Used to repair the ledger. */
  const putRow = (name: string, row: Row): void => void tables.rows.set(name, row);
  return { raw, putRow, s3: bucket.s3, objects: bucket.objects, dynamodb: tables.dynamodb, sqs, sns, send, publish };
}

/** Stores with their clients. */
export type Stores = ReturnType<typeof createStores>;

function onSet<Value>(
  map: Map<string, Value>,
  tell: (key: string, value: Value, before: Value | undefined) => void,
): void {
  const set = map.set.bind(map);
  map.set = (key, value) => {
    tell(key, value, map.get(key));
    return set(key, value);
  };
}

function append(lists: Map<string, string[]>, name: string, item: string): void {
  const list = lists.get(name);
  if (list === undefined) lists.set(name, [item]);
  else list.push(item);
}

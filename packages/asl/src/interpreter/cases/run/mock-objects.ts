import type { Json } from '../../../language/definition';
import type { ListedObject, MapObjects, ObjectCall } from '../../map-run/map-objects';
import type { MockedCall, MockRefusal } from './mock-tasks';

/** Objects by `bucket/key`: a string as it is, anything else as its JSON text. */
export type GivenObjects = Readonly<Record<string, Json>>;

/** The dependencies of mocked objects, and where their use is recorded. */
export interface MockObjectsDependencies {
  readonly objects: GivenObjects;
  /** Milliseconds since 1970: when the objects were last modified. */
  readonly now: number;
  readonly calls: MockedCall[];
  readonly refusals: MockRefusal[];
}

/**
 * Amazon S3 for Distributed Maps: the objects that a case sets, and those that ResultWriters add. Requests are recorded
 * as calls.
 */
export function mockObjects({ objects, now, calls, refusals }: MockObjectsDependencies): MapObjects {
  const kept = new Map(Object.entries(objects).map(([name, value]) => [name, textOf(value)]));
  const note = ({ stateName, arguments: request }: ObjectCall, body?: Json): void => {
    calls.push({ stateName, arguments: body === undefined ? request : { ...request, Body: body }, mapIndexes: [] });
  };
  return {
    async *getObject(call) {
      note(call);
      const { Bucket: bucket, Key: key } = call.arguments;
      const text = kept.get(`${String(bucket)}/${String(key)}`);
      if (text === undefined) throw refuse(refusals, call, `${String(bucket)}/${String(key)}`);
      yield Buffer.from(text);
    },
    async *listObjects(call) {
      note(call);
      const { Bucket: bucket, Prefix: prefix = '' } = call.arguments;
      const start = `${String(bucket)}/`;
      for (const [name, text] of kept)
        if (name.startsWith(start + String(prefix))) yield toListedObject(name.slice(start.length), text, now);
    },
    async putObject(call, body) {
      const text = [...body].join('');
      note(call, parseText(text));
      const { Bucket: bucket, Key: key } = call.arguments;
      kept.set(`${String(bucket)}/${String(key)}`, text);
    },
  };
}

function refuse(refusals: MockRefusal[], { stateName }: ObjectCall, name: string): Error {
  const message = `\`${stateName}\` reads s3://${name}, and \`objects\` does not hold it`;
  refusals.push({ stateName, message, help: `add \`${name}: …\` to \`objects\`` });
  return new Error(message);
}

function toListedObject(key: string, text: string, now: number): ListedObject {
  const size = Buffer.byteLength(text);
  return { Key: key, Etag: `"${size}"`, LastModified: Math.floor(now / 1000), Size: size, StorageClass: 'STANDARD' };
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function parseText(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

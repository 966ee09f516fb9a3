import { gzipSync } from 'node:zlib';
import type { Json } from '../../../language/definition';
import { StatesError } from '../../../language/expressions';
import { memoryBuckets } from '../../tests/buckets';
import { parquetItems } from './parquet-items';
import { readItems } from './read-items';

/**
 * Source of the limits and compressions:
 * https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html, which does not describe the JSON
 * of each column.
 */
type Written = Parameters<typeof import('hyparquet-writer')['parquetWriteBuffer']>[0];
type Column = { readonly schema: object; readonly values: readonly unknown[] };

async function write(options: Written): Promise<Uint8Array> {
  const { parquetWriteBuffer } = await import('hyparquet-writer');
  return new Uint8Array(parquetWriteBuffer(options));
}

const writeColumn = ({ schema, values }: Column): Promise<Uint8Array> =>
  write({
    columnData: [{ name: 'a', data: [...values] }],
    schema: [{ name: 'root', num_children: 1 }, ...([schema].flat() as NonNullable<Written['schema']>)],
  });

async function* inPieces(bytes: Uint8Array, size = 1000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function itemsOf(bytes: Uint8Array): Promise<Json[]> {
  const items: Json[] = [];
  for await (const item of parquetItems(inPieces(bytes))) items.push(item);
  return items;
}

const causeOf = (bytes: Uint8Array): Promise<string> =>
  itemsOf(bytes).then(
    (items) => `no error, but ${JSON.stringify(items)}`,
    (error: unknown) => (error instanceof StatesError ? error.message : `not by name: ${error}`),
  );

const optional = { name: 'a', repetition_type: 'OPTIONAL' };
const int32 = { ...optional, type: 'INT32' };
const int64 = { ...optional, type: 'INT64' };
const bytes = { ...optional, type: 'BYTE_ARRAY' };
const list = (element: object): object[] => [
  { ...optional, converted_type: 'LIST', num_children: 1 },
  { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
  { name: 'element', repetition_type: 'OPTIONAL', ...element },
];

test.each<[string, object, readonly unknown[], readonly Json[]]>([
  ['texts', { ...bytes, converted_type: 'UTF8' }, ['é', '', null], ['é', '', null]],
  ['enumerations as texts', { ...bytes, converted_type: 'ENUM' }, ['RED'], ['RED']],
  ['byte arrays as base64', bytes, [new Uint8Array([0, 255])], ['AP8=']],
  ['truth values', { ...optional, type: 'BOOLEAN' }, [true, false, null], [true, false, null]],
  ['whole numbers', int64, [1n, -1n, 9007199254740993n], [1, -1, 9007199254740992]],
  ['unsigned numbers', { ...int32, converted_type: 'UINT_32' }, [4294967295], [4294967295]],
  ['unsigned long numbers', { ...int64, converted_type: 'UINT_64' }, [18446744073709551615n], [18446744073709552000]],
  ['numbers of 32 bits at their shortest', { ...optional, type: 'FLOAT' }, [1.1, 16777216], [1.1, 16777216]],
  ['what is no number as null', { ...optional, type: 'DOUBLE' }, [0.1, Number.NaN, Infinity], [0.1, null, null]],
  ['decimals', { ...int32, converted_type: 'DECIMAL', scale: 1, precision: 9 }, [0.3, -1.5], [0.3, -1.5]],
  ['dates', { ...int32, converted_type: 'DATE' }, [new Date('2024-02-29'), null], ['2024-02-29', null]],
  ['milliseconds', { ...int64, converted_type: 'TIMESTAMP_MILLIS' }, [new Date(-1)], [-1]],
  [
    'microseconds',
    { ...int64, converted_type: 'TIMESTAMP_MICROS' },
    [new Date(1_700_000_000_123)],
    [1_700_000_000_123],
  ],
  [
    'nanoseconds',
    { ...int64, logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'NANOS' } },
    [new Date(5)],
    [5],
  ],
  ['times of day', { ...int32, converted_type: 'TIME_MILLIS' }, [3_723_004], ['01:02:03.004']],
  [
    'UUIDs',
    { ...optional, type: 'FIXED_LEN_BYTE_ARRAY', type_length: 16, logical_type: { type: 'UUID' } },
    ['00112233-4455-6677-8899-aabbccddeeff'],
    ['00112233-4455-6677-8899-aabbccddeeff'],
  ],
  ['lists', list({ type: 'INT64' }), [[1n, null], [], null], [[1, null], [], null]],
  ['lists of dates', list({ type: 'INT32', converted_type: 'DATE' }), [[new Date(0)]], [['1970-01-01']]],
  [
    'structures',
    [
      { ...optional, num_children: 2 },
      { name: 'x', type: 'INT32', repetition_type: 'OPTIONAL', converted_type: 'DECIMAL', scale: 2, precision: 9 },
      { name: 'y', type: 'BYTE_ARRAY', repetition_type: 'OPTIONAL' },
    ],
    [{ x: 1.25, y: new Uint8Array([1]) }, { x: null, y: null }, null],
    [{ x: 1.25, y: 'AQ==' }, { x: null, y: null }, null],
  ],
  [
    'maps',
    [
      { ...optional, converted_type: 'MAP', num_children: 1 },
      { name: 'key_value', repetition_type: 'REPEATED', num_children: 2 },
      { name: 'key', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' },
      { name: 'value', type: 'INT64', repetition_type: 'OPTIONAL' },
    ],
    [{ k: 1n, l: null }, {}],
    [{ k: 1, l: null }, {}],
  ],
])('reads %s', async (_what, schema, values, expected) => {
  const items = await itemsOf(await writeColumn({ schema, values }));
  expect(items).toEqual(expected.map((a) => ({ a })));
});

const numbers = { name: 'n', data: [1, 2, 3, 4, 5], type: 'INT32' as const };
const names = { name: 's', data: ['a', 'b', 'c', 'd', 'e'], type: 'STRING' as const };

test.each(['SNAPPY', 'UNCOMPRESSED', 'GZIP'] as const)(
  'reads row groups compressed with %s in their order',
  async (codec) => {
    const compressors = { GZIP: (input: Uint8Array) => new Uint8Array(gzipSync(input)) };
    const file = await write({ columnData: [numbers, names], rowGroupSize: 2, codec, compressors });
    expect(await itemsOf(file)).toEqual(numbers.data.map((n, at) => ({ n, s: names.data[at] })));
  },
);

test('decodes no row group beyond the items that are wanted', async () => {
  const file = await write({ columnData: [numbers], rowGroupSize: 2, codec: 'UNCOMPRESSED', statistics: false });
  const second = file.indexOf(3, 4 + file.subarray(4).indexOf(2));
  const items = parquetItems(inPieces(file.fill(255, second - 20, second)));
  expect((await items.next()).value).toEqual({ n: 1 });
  expect((await items.next()).value).toEqual({ n: 2 });
  await expect(items.next()).rejects.toMatchObject({ error: 'States.ItemReaderFailed' });
});

test('a file without rows has no items', async () => {
  expect(await itemsOf(await write({ columnData: [{ name: 'n', data: [], type: 'INT32' }] }))).toEqual([]);
});

test('an ItemReader gives no more than MaxItems, says where they are from, and takes no VersionId', async () => {
  const { mapObjects: objects } = memoryBuckets({ 'b/k': Buffer.from(await write({ columnData: [numbers] })) });
  const caller = { stateName: 'M', executionArn: 'e', stateMachineArn: 's', roleArn: 'r' };
  const read = (location: object) =>
    readItems(
      {
        operation: 'getObject',
        format: { inputType: 'PARQUET' },
        arguments: { Bucket: 'b', Key: 'k', ...location },
        maxItems: 2,
      },
      { objects, caller, signal: new AbortController().signal },
    );
  expect(await read({})).toEqual([
    { index: 0, value: { n: 1 }, source: 'S3://b/k' },
    { index: 1, value: { n: 2 }, source: 'S3://b/k' },
  ]);
  await expect(read({ VersionId: 'v' })).rejects.toThrow('VersionId is not supported for InputType PARQUET');
  await expect(read({ Key: 'none' })).rejects.toThrow('The specified key does not exist.');
});

describe('fails by States.ItemReaderFailed', () => {
  it.each([
    ['an empty object', '', 'the object is not a Parquet file: it does not end with PAR1'],
    ['another format', '{"a": 1, "b": 2}', 'the object is not a Parquet file: it does not end with PAR1'],
    ['an encrypted file', 'PAR1........PARE', 'the object is an encrypted Parquet file, which is not read'],
    [
      'a footer that is too long',
      'PAR1....\xff\xff\xff\xffPAR1',
      /footer of 4294967295 bytes, and 5242880 are the most/,
    ],
    [
      'a footer before the file',
      'PAR1....\xff\x00\x00\x00PAR1',
      /no Parquet file that can be read: it points to the bytes/,
    ],
    ['a footer of something else', 'PAR1........\x08\x00\x00\x00PAR1', /no Parquet file that can be read: /],
  ])('for %s', async (_what, text, cause) => {
    const message = await causeOf(Buffer.from(text, 'latin1'));
    expect(message).toEqual(
      typeof cause === 'string' ? `States.ItemReaderFailed: ${cause}` : expect.stringMatching(cause),
    );
  });

  it('for a compression that is not read, by its name', async () => {
    const file = await write({ columnData: [numbers], codec: 'BROTLI', compressors: { BROTLI: (input) => input } });
    expect(await causeOf(file)).toMatch(
      /the column n is compressed with BROTLI, which is not read; UNCOMPRESSED, SNAPPY/,
    );
  });

  it('for pages that are cut out of the file', async () => {
    const file = await write({ columnData: [names], codec: 'SNAPPY' });
    const footerBytes = new DataView(file.buffer).getUint32(file.length - 8, true);
    expect(await causeOf(file.subarray(file.length - footerBytes - 8))).toMatch(
      /^States.ItemReaderFailed: the object is no Parquet file that can be read: /,
    );
  });

  it('or gives items, whichever byte is wrong', async () => {
    const file = await write({ columnData: [numbers, names], rowGroupSize: 2 });
    for (let at = 4; at < file.length; at++) {
      const broken = Uint8Array.from(file);
      broken[at] = file[at]! ^ 0x81;
      expect(await causeOf(broken)).toMatch(/^(States.ItemReaderFailed: |no error)/);
    }
  });
});

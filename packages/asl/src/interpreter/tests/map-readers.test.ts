import { gzipSync } from 'node:zlib';
import type { Json } from '../../language/definition';
import { memoryBuckets } from './buckets';
import { eventTypes, outcome } from './simulate';

const getObject = 'arn:aws:states:::s3:getObject';
const listObjects = 'arn:aws:states:::s3:listObjectsV2';
const ItemProcessor = {
  ProcessorConfig: { Mode: 'DISTRIBUTED' },
  StartAt: 'Inner',
  States: { Inner: { Type: 'Pass', End: true } },
};

function machine(map: object): object {
  return { StartAt: 'M', States: { M: { Type: 'Map', ItemProcessor, End: true, ...map } } };
}

async function read(content: string | Buffer, ReaderConfig: object): Promise<Json | undefined> {
  const ItemReader = { Resource: getObject, ReaderConfig, Parameters: { Bucket: 'b', Key: 'k' } };
  const record = await outcome(machine({ ItemReader }), memoryBuckets({ 'b/k': content }));
  return record.status === 'SUCCEEDED' ? record.output : `${record.error}: ${record.cause}`;
}

const firstRow = { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' };

test.each([
  ['headers from the first row', 'a,b\n1,2\n', firstRow, [{ a: '1', b: '2' }]],
  [
    'headers that are given',
    '1,2',
    { InputType: 'CSV', CSVHeaderLocation: 'GIVEN', CSVHeaders: ['x', 'y'] },
    [{ x: '1', y: '2' }],
  ],
  ['another delimiter', 'a|b\r\n1|2,3\r\n', { ...firstRow, CSVDelimiter: 'PIPE' }, [{ a: '1', b: '2,3' }]],
  [
    'quotes around delimiters, line ends and quotes',
    'a,b\n"1,\n2","say ""hi"""',
    firstRow,
    [{ a: '1,\n2', b: 'say "hi"' }],
  ],
  [
    'short and long rows',
    'a,b\n1\n1,2,3\n',
    firstRow,
    [
      { a: '1', b: '' },
      { a: '1', b: '2' },
    ],
  ],
  ['a byte order mark and characters cut in two', '\uFEFFä,b\nö€ü𝄞x,2', firstRow, [{ ä: 'ö€ü𝄞x', b: '2' }]],
  ['MaxItems', 'a\n1\n2\n3', { ...firstRow, MaxItems: 2 }, [{ a: '1' }, { a: '2' }]],
  ['JSON lines', '{"a":1}\n\n2\r\n[3]', { InputType: 'JSONL' }, [{ a: 1 }, 2, [3]]],
  [
    'JSON lines with other line separators in them',
    '"a\u2028b\u2029c\u0085d"\n\r1\r\n',
    { InputType: 'JSONL' },
    ['a\u2028b\u2029c\u0085d', 1],
  ],
  ['an array', '[1, {"a": null}]', { InputType: 'JSON' }, [1, { a: null }]],
  ['an array inside', '{"a/b": [{"docs": [1, 2]}]}', { InputType: 'JSON', ItemsPointer: '/a~1b/0/docs' }, [1, 2]],
])('reads %s', async (_what, content, config, items) => {
  expect(await read(content, config)).toEqual(items);
});

test.each([
  [
    'an object',
    '{"a": 1}',
    { InputType: 'JSON' },
    'States.ItemReaderFailed: Attempting to map over non-iterable node.',
  ],
  ['no JSON', '{', { InputType: 'JSON' }, /^States.ItemReaderFailed: the object is not valid JSON: /],
  ['a broken line', '1\n{', { InputType: 'JSONL' }, /^States.ItemReaderFailed: line 2 of the object is not valid JSON/],
  [
    'headers given twice',
    '1,2,3',
    { InputType: 'CSV', CSVHeaderLocation: 'GIVEN', CSVHeaders: ['a', 'b', 'a'] },
    'States.ItemReaderFailed: CSV headers cannot contain duplicates.',
  ],
  [
    'headers given twice for a file without rows',
    '',
    { InputType: 'CSV', CSVHeaderLocation: 'GIVEN', CSVHeaders: ['a', 'a'] },
    'States.ItemReaderFailed: CSV headers cannot contain duplicates.',
  ],
  [
    'a first row that has a header twice',
    'a,b,"a"\n1,2,3',
    firstRow,
    'States.ItemReaderFailed: CSV headers cannot contain duplicates.',
  ],
  ['an open quote', 'a\n"1', firstRow, /row 2 of the CSV file has a quote that is not closed/],
  ['an endless row', `a\n${'x'.repeat(1_100_000)}`, firstRow, /row 2 of the CSV file has more than 1048576 characters/],
])('fails by States.ItemReaderFailed for %s', async (_what, content, config, why) => {
  expect(await read(content, config)).toEqual(typeof why === 'string' ? why : expect.stringMatching(why));
});

test('lists objects, and loads what is in them where it is told to', async () => {
  const buckets = memoryBuckets({ 'b/in/1': '[1,2]', 'b/in/2': '[3]', 'b/out/3': '[4]' });
  const list = (ReaderConfig: object) =>
    outcome(
      machine({ ItemReader: { Resource: listObjects, ReaderConfig, Parameters: { Bucket: 'b', Prefix: 'in/' } } }),
      buckets,
    );
  expect((await list({ MaxItems: 1 })).output).toEqual([
    { Key: 'in/1', Etag: '"e"', LastModified: 1_700_000_000, Size: 5, StorageClass: 'STANDARD' },
  ]);
  expect((await list({ InputType: 'JSON', Transformation: 'LOAD_AND_FLATTEN' })).output).toEqual([1, 2, 3]);
});

test('reads the files of an S3 Inventory, zipped ones too', async () => {
  const files = [{ key: 'data/1.csv.gz' }, { key: 'data/2.csv' }];
  const manifest = { fileFormat: 'CSV', fileSchema: 'Bucket, Key, Size', destinationBucket: 'arn:aws:s3:::inv', files };
  const { mapObjects } = memoryBuckets({
    'b/k': JSON.stringify(manifest),
    'inv/data/1.csv.gz': gzipSync('"docs","a.pdf","10"\n'),
    'inv/data/2.csv': '"docs","b.pdf","20"\n',
  });
  const ItemReader = {
    Resource: getObject,
    ReaderConfig: { InputType: 'MANIFEST' },
    Parameters: { Bucket: 'b', Key: 'k' },
  };
  const record = await outcome(machine({ ItemReader }), { mapObjects });
  expect(record.output).toEqual([
    { Bucket: 'docs', Key: 'a.pdf', Size: '10' },
    { Bucket: 'docs', Key: 'b.pdf', Size: '20' },
  ]);
});

test('what is not read is refused by name when the definition is compiled', () => {
  const compile = (ReaderConfig: object) => outcome(machine({ ItemReader: { Resource: getObject, ReaderConfig } }));
  expect(() => compile({ InputType: 'ORC' })).toThrow(
    /state `M`: `ItemReader\/ReaderConfig`: `InputType`: "ORC" is none of CSV, JSON, JSONL, MANIFEST, PARQUET/,
  );
  expect(() => compile({ InputType: 'MANIFEST', ManifestType: 'ATHENA_DATA' })).toThrow(
    /"ATHENA_DATA" is not read here/,
  );
});

test('a missing object fails the Map Run with what S3 says, and a run without S3 says so', async () => {
  const ItemReader = {
    Resource: getObject,
    ReaderConfig: { InputType: 'JSON' },
    Parameters: { Bucket: 'b', 'Key.$': '$.key' },
  };
  const record = await outcome(machine({ ItemReader }), { ...memoryBuckets(), input: { key: 'gone' } });
  expect(record).toMatchObject({ error: 'States.ItemReaderFailed', cause: 'The specified key does not exist.' });
  expect(eventTypes(record).slice(-3)).toEqual(['MapRunFailed', 'MapStateFailed', 'ExecutionFailed']);
  expect((await outcome(machine({ ItemReader }), { input: { key: 'k' } })).cause).toMatch(/given no `mapObjects`/);
});

describe('ResultWriter', () => {
  const write = async (WriterConfig: object | undefined, input: Json = [1, [2]]) => {
    const buckets = memoryBuckets();
    const ResultWriter = {
      Resource: 'arn:aws:states:::s3:putObject',
      Parameters: { Bucket: 'out', Prefix: 'runs' },
      ...(WriterConfig && { WriterConfig }),
    };
    const record = await outcome(machine({ ResultWriter }), { ...buckets, input });
    return { record, objects: buckets.objects };
  };

  it('writes the results and a manifest, which the output names', async () => {
    const { record, objects } = await write(undefined);
    const { MapRunArn, ResultWriterDetails } = record.output as {
      MapRunArn: string;
      ResultWriterDetails: { Key: string };
    };
    expect(MapRunArn).toBe(record.mapRuns![0]!.mapRunArn);
    const folder = `runs/${MapRunArn.slice(-36)}`;
    expect(ResultWriterDetails).toEqual({ Bucket: 'out', Key: `${folder}/manifest.json` });
    const results = objects.get(`out/${folder}/SUCCEEDED_0.json`) as string;
    expect(JSON.parse(objects.get(`out/${ResultWriterDetails.Key}`) as string)).toEqual({
      DestinationBucket: 'out',
      MapRunArn,
      ResultFiles: {
        FAILED: [],
        PENDING: [],
        SUCCEEDED: [{ Key: `${folder}/SUCCEEDED_0.json`, Size: Buffer.byteLength(results) }],
      },
    });
    expect(JSON.parse(results)).toMatchObject([{ Input: '1', Output: '1', Status: 'SUCCEEDED' }, { Output: '[2]' }]);
    expect(record.mapRuns![0]!.itemCounts.resultsWritten).toBe(2);
  });

  it('writes outputs alone, flattened, or as lines', async () => {
    const file = async (config: object): Promise<unknown> => {
      const { objects } = await write(config);
      return [...objects].find(([key]) => key.includes('SUCCEEDED'))?.[1];
    };
    expect(await file({ Transformation: 'COMPACT', OutputType: 'JSON' })).toBe('[1,[2]]');
    expect(await file({ Transformation: 'FLATTEN', OutputType: 'JSONL' })).toBe('1\n2\n');
  });

  it('shapes the state’s own result where it names no bucket', async () => {
    const ResultWriter = { WriterConfig: { Transformation: 'FLATTEN', OutputType: 'JSON' } };
    expect((await outcome(machine({ ResultWriter }), { input: [[1], [2, 3]] })).output).toEqual([1, 2, 3]);
  });

  it('fails the run by States.ResultWriterFailed where the bucket does not take them', async () => {
    const { mapObjects } = memoryBuckets();
    const ResultWriter = { Resource: 'arn:aws:states:::s3:putObject', Parameters: { Bucket: 'out' } };
    const record = await outcome(machine({ ResultWriter }), {
      input: [1],
      mapObjects: { ...mapObjects, putObject: async () => Promise.reject(new Error('Access Denied')) },
    });
    expect(record).toMatchObject({ error: 'States.ResultWriterFailed', cause: 'Access Denied' });
  });
});

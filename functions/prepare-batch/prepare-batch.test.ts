import { Readable } from 'node:stream';
import { fakeBucket } from '../../tests/fakes/fake-bucket';
import { crashAt, everyCrash, fakeLog, type Interruption, serviceError } from '../../tests/fakes/fake-client';
import { type BatchRequest, type PrepareBatchDependencies, prepareBatch } from './prepare-batch';

const csv = { manifest: { bucket: 'results', key: 'list.csv' } };
const jsonl = { manifest: { bucket: 'results', key: 'list.jsonl' } };

function world(objects: Readonly<Record<string, string>>, interruption?: Interruption, pageSize?: number) {
  const bucket = fakeBucket(interruption, pageSize);
  for (const [name, content] of Object.entries(objects)) bucket.objects.set(name, Buffer.from(content));
  const log = fakeLog();
  const dependencies: PrepareBatchDependencies = {
    log,
    s3: bucket.s3,
    documentsBucketName: 'documents',
    resultsBucketName: 'results',
    maxItems: 5,
    concurrency: 2,
  };
  const prepare = (request: unknown, executionArn = 'arn:mine', batchId = 'b1') =>
    prepareBatch({ batchId, executionArn, request: request as BatchRequest }, dependencies);
  const lines = (name: string): unknown[] =>
    (bucket.objects.get(`results/batches/b1/${name}.jsonl`)?.toString() ?? '')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as unknown);
  return { ...bucket, log, prepare, lines };
}

describe('prepareBatch', () => {
  it('makes items of a CSV, its columns in any order, and looks up the versions it does not name', async () => {
    const { prepare, lines } = world({
      'results/list.csv': '\uFEFFversionId,key,bucket\nv1,batch/a.pdf,documents\n,"batch/b, c.pdf",\n',
      'documents/batch/b, c.pdf': 'x',
    });

    await expect(prepare(csv)).resolves.toEqual({
      batchId: 'b1',
      items: { bucket: 'results', key: 'batches/b1/items.jsonl' },
      badRows: { bucket: 'results', key: 'batches/b1/bad-rows.jsonl' },
      counts: { rows: 2, items: 2, duplicates: 0, badRows: 0 },
    });

    expect(lines('items')).toEqual([
      { bucket: 'documents', key: 'batch/a.pdf', versionId: 'v1' },
      { bucket: 'documents', key: 'batch/b, c.pdf', versionId: 'current' },
    ]);
  });

  it('hands on what a manifest says of earlier attempts', async () => {
    const redriven = { key: 'a.pdf', versionId: 'v1', redriveOf: 'arn:first', attempt: 2, checkpoint: 'EXTRACTED' };
    const { prepare, lines } = world({
      'results/list.jsonl': `${JSON.stringify(redriven)}\n\n`,
      'results/list.csv': 'key,versionId,redriveOf,attempt,checkpoint\na.pdf,v1,arn:first,2,EXTRACTED\n',
    });
    const expected = [{ bucket: 'documents', ...redriven }];

    await prepare(jsonl);
    expect(lines('items')).toEqual(expected);

    await prepare(csv);
    expect(lines('items')).toEqual(expected);
  });

  it('lists bad rows by their line and goes on with the good ones', async () => {
    const { prepare, lines } = world({
      'results/list.jsonl': ['{"key":"a.pdf","versionId":"v1"}', 'not JSON', '{"key":7}', '{"key":"b","size":1}'].join(
        '\n',
      ),
    });

    await expect(prepare(jsonl)).resolves.toMatchObject({ counts: { rows: 4, items: 1, duplicates: 0, badRows: 3 } });

    expect(lines('bad-rows')).toEqual([
      { line: 2, reason: 'the line is not a JSON object', row: 'not JSON' },
      { line: 3, reason: '`key` must be a string', row: '{"key":7}' },
      {
        line: 4,
        reason: '`size` is none of bucket, key, versionId, redriveOf, attempt, checkpoint',
        row: '{"key":"b","size":1}',
      },
    ]);
  });

  it.each([
    ['elsewhere,a.pdf,v1,', '`bucket` must be documents'],
    ['documents,missing.pdf,,', 'there is no such object'],
    ['documents,folder/,,', 'the object marks a folder and is empty'],
    ['documents,short.pdf', expect.stringContaining('Invalid Record Length')],
    ['documents,,v1,', '`key` is missing'],
    ['documents,b.pdf,v1,soon', '`attempt` must be a whole number from 1'],
    [`documents,${'k'.repeat(1025)},v1,`, '`key` is longer than 1,024 bytes'],
  ])('says of the row %s in line 3 why it is bad', async (row, reason) => {
    const { prepare, lines } = world({
      'results/list.csv': `bucket,key,versionId,attempt\ndocuments,a.pdf,v1,\n${row}\n`,
      'documents/folder/': '',
    });

    await expect(prepare(csv)).resolves.toMatchObject({ counts: { rows: 2, items: 1, badRows: 1 } });

    expect(lines('bad-rows')).toEqual([expect.objectContaining({ line: 3, reason })]);
  });

  it('refuses a redrive that does not say which attempt it is: what it hands over is named by it', async () => {
    const { prepare, lines } = world({
      'results/list.jsonl': '{"key":"a","versionId":"v"}\n{"key":"b","versionId":"v","redriveOf":"arn:first"}\n',
    });

    await expect(prepare(jsonl)).resolves.toMatchObject({ counts: { items: 1, badRows: 1 } });
    expect(lines('bad-rows')).toEqual([
      expect.objectContaining({ line: 2, reason: expect.stringContaining('attempt') }),
    ]);
  });

  it('drops and counts rows that name an object version again, however it was named', async () => {
    const { prepare, lines } = world({
      'results/list.csv': 'key,versionId\na.pdf,current\na.pdf,\na.pdf,v1\n',
      'documents/a.pdf': 'x',
    });

    await expect(prepare(csv)).resolves.toMatchObject({ counts: { rows: 3, items: 2, duplicates: 1, badRows: 0 } });
    expect(lines('items')).toHaveLength(2);
  });

  it('lists a prefix page by page, without markers of folders', async () => {
    const { prepare, lines } = world(
      {
        'documents/batch/': '',
        'documents/batch/a.pdf': 'x',
        'documents/batch/b.pdf': 'x',
        'documents/incoming/c': 'x',
      },
      undefined,
      1,
    );

    await expect(prepare({ prefix: 'batch/' })).resolves.toMatchObject({ counts: { rows: 3, items: 2, badRows: 1 } });
    expect(lines('items')).toEqual([
      { bucket: 'documents', key: 'batch/a.pdf', versionId: 'current' },
      { bucket: 'documents', key: 'batch/b.pdf', versionId: 'current' },
    ]);
  });

  it.each([
    ['a header without key', { 'results/list.csv': 'name\na.pdf\n' }, csv, 'UnreadableManifest'],
    ['a header with an unknown name', { 'results/list.csv': 'key,size\na.pdf,1\n' }, csv, 'UnreadableManifest'],
    ['a manifest that is not there', {}, csv, 'UnreadableManifest'],
    ['an ending that says nothing', {}, { manifest: { bucket: 'results', key: 'list.txt' } }, 'UnreadableManifest'],
    ['neither manifest nor prefix', {}, {}, 'MalformedBatchRequest'],
    ['a prefix whose objects start executions by themselves', {}, { prefix: 'incoming/' }, 'MalformedBatchRequest'],
    ['another input type', {}, { manifest: { bucket: 'b', key: 'k', inputType: 'XML' } }, 'MalformedBatchRequest'],
    [
      'more rows than the bound',
      { 'results/list.csv': `key,versionId\n${'abcdef'.replace(/./g, '$&,v\n')}` },
      csv,
      'TooManyItems',
    ],
    ['no row at all', { 'results/list.csv': 'key\n' }, csv, 'EmptyBatch'],
    ['bad rows only', { 'results/list.csv': 'key\nmissing.pdf\n' }, csv, 'EmptyBatch'],
  ])('refuses %s', async (_, objects, request, name) => {
    await expect(world(objects).prepare(request)).rejects.toMatchObject({ name });
  });

  it('takes another ending where the input says what it is', async () => {
    const { prepare } = world({ 'results/list.txt': 'key,versionId\na,v\n' });
    const manifest = { bucket: 'results', key: 'list.txt', inputType: 'CSV' };
    await expect(prepare({ manifest })).resolves.toMatchObject({ counts: { items: 1 } });
  });

  it('gives a batchId to one execution for good', async () => {
    const { prepare } = world({ 'results/list.csv': 'key,versionId\na,v\n' });
    await prepare(csv);
    await expect(prepare(csv)).resolves.toMatchObject({ counts: { items: 1 } });
    await expect(prepare(csv, 'arn:another')).rejects.toMatchObject({ name: 'BatchIdTaken' });
    const redriven = { ...csv, redriveOf: 'arn:mine' };
    await expect(prepare({ ...csv, redriveOf: 'arn:somebody' }, 'arn:another')).rejects.toMatchObject({
      name: 'BatchIdTaken',
    });
    await expect(prepare(redriven, 'arn:mine-r1')).resolves.toMatchObject({ counts: { items: 1 } });
    await expect(prepare(csv)).rejects.toMatchObject({ name: 'BatchIdTaken' });
    await expect(prepare(csv, 'arn:mine', 'a/b')).rejects.toMatchObject({ name: 'MalformedBatchRequest' });
  });

  it.each([
    [400, /the version id is malformed/],
    [403, /the role of the function may not read the object/],
    [405, /delete marker/],
  ])('lists a row whose HEAD is answered %i as bad, with the reason', async (status, reason) => {
    const { s3, prepare, lines } = world({ 'results/list.csv': 'key\na\nb\n', 'documents/b': 'x' });
    const send = s3.send.bind(s3);
    s3.send = (async (command: { constructor: { name: string }; input: { Key: string } }) => {
      const isHeadOfA = command.constructor.name === 'HeadObjectCommand' && command.input.Key === 'a';
      if (isHeadOfA) throw serviceError('Unknown', 'UnknownError', status);
      return send(command as never);
    }) as never;

    await expect(prepare(csv)).resolves.toMatchObject({ counts: { rows: 2, items: 1, badRows: 1 } });

    expect(lines('bad-rows')).toEqual([
      { line: 2, reason: expect.stringMatching(reason), row: expect.stringContaining('"key":"a"') },
    ]);
  });

  it('takes a row to its LF or CR LF only', async () => {
    const key = 'batch/a\u2028b\u2029c\u0085d.pdf';
    const { prepare, lines } = world({
      'results/list.jsonl': `\uFEFF${JSON.stringify({ key, versionId: 'v1' })}\r\n{"key":\r"e","versionId":"v2"}`,
      'results/list.csv': `\uFEFFkey,versionId\r\n${key},v1\r\n"x\ry",v2\r\n`,
    });

    await prepare(jsonl);
    expect(lines('items')).toMatchObject([{ key }, { key: 'e' }]);

    await prepare(csv);
    expect(lines('items')).toMatchObject([{ key }, { key: 'x\ry' }]);
    expect(lines('bad-rows')).toEqual([]);
  });

  it.each([csv, jsonl])(
    'lets a manifest whose connection breaks leave under the name that a retrier knows',
    async (request) => {
      const { s3, prepare } = world({});
      const body = Readable.from(
        (async function* () {
          yield Buffer.from('key\na.pdf\n');
          throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
        })(),
      );
      const send = s3.send.bind(s3);
      s3.send = (async (command: { constructor: { name: string } }) =>
        command.constructor.name === 'GetObjectCommand' ? { Body: body } : send(command as never)) as never;

      await expect(prepare(request)).rejects.toMatchObject({ name: 'TimeoutError' });
    },
  );

  it('lets an error of S3 leave under the name that a retrier knows', async () => {
    const throttled = world({ 'results/list.csv': 'key\na\nb\n' });
    const send = throttled.s3.send.bind(throttled.s3);
    throttled.s3.send = (async (command: { constructor: { name: string } }) => {
      if (command.constructor.name === 'HeadObjectCommand') throw serviceError('503', 'slow', 503);
      return send(command as never);
    }) as never;
    await expect(throttled.prepare(csv)).rejects.toMatchObject({ name: 'SlowDown' });
  });

  it.each(everyCrash(5))('ends the same when it crashes at call %i, %s its effect', async (call, moment) => {
    const objects = { 'results/list.csv': 'key\na.pdf\n', 'documents/a.pdf': 'x' };
    const { prepare, lines } = world(objects, crashAt(call, moment));
    await expect(prepare(csv)).rejects.toMatchObject({ name: 'Crash' });

    await expect(prepare(csv)).resolves.toMatchObject({ counts: { rows: 1, items: 1 } });
    expect(lines('items')).toEqual([{ bucket: 'documents', key: 'a.pdf', versionId: 'current' }]);
  });

  it('logs counts, and no key', async () => {
    const { prepare, log } = world({ 'results/list.csv': 'key,versionId\nsecret.pdf,v\n' });
    await prepare(csv);
    expect(log.lines.join()).not.toContain('secret');
  });
});

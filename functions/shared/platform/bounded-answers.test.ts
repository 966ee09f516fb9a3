import { createHash } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { bodyText } from './body';
import { boundedAnswers, boundedBody } from './bounded-answers';
import { clientSettings } from './client-settings';
import { namedByStatus } from './named-by-status';

const content = Buffer.alloc(200_000, 'x');
const half = content.subarray(0, content.length / 2);
let server: Server | undefined;

/** Settings of clients that reach a server on loopback. */
async function settingsFor(answer: RequestListener, silentMilliseconds = 60_000) {
  const listening = createServer(answer);
  server = listening;
  await new Promise<void>((done) => listening.listen(0, '127.0.0.1', done));
  return {
    ...clientSettings,
    maxAttempts: 1,
    extensions: [boundedAnswers(silentMilliseconds)],
    endpoint: `http://127.0.0.1:${(listening.address() as AddressInfo).port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
  };
}

async function readObject(answer: RequestListener, silentMilliseconds?: number): Promise<string> {
  const s3 = new S3Client({ ...(await settingsFor(answer, silentMilliseconds)), forcePathStyle: true });
  return bodyText(await s3.send(new GetObjectCommand({ Bucket: 'bucket', Key: 'key' })));
}

async function readItem(answer: RequestListener, silentMilliseconds?: number): Promise<unknown> {
  const dynamodb = new DynamoDBClient(await settingsFor(answer, silentMilliseconds));
  return dynamodb.send(new GetItemCommand({ TableName: 'table', Key: { id: { S: '1' } } }));
}

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
});

const faults: readonly (readonly [string, RequestListener])[] = [
  [
    'breaks in the middle',
    (_request, response) => {
      response.writeHead(200, { 'content-length': content.length });
      response.write(half, () => setTimeout(() => response.socket?.destroy(), 20));
    },
  ],
  [
    'breaks after its headers',
    (_request, response) => {
      response.writeHead(200, { 'content-length': content.length });
      response.flushHeaders();
      setTimeout(() => response.socket?.destroy(), 20);
    },
  ],
  [
    'breaks in the middle of chunks',
    (_request, response) => response.write(half, () => setTimeout(() => response.socket?.destroy(), 20)),
  ],
  [
    'ends before its length',
    (_request, response) => {
      response.writeHead(200, { 'content-length': content.length });
      response.write(half, () => response.socket?.end());
    },
  ],
];

const fallSilent: RequestListener = (_request, response) => {
  response.writeHead(200, { 'content-length': content.length });
  response.write(half);
};

describe('a client with bounded answers', () => {
  it.each(faults)('ends as TimeoutError if the body of an object %s', async (_what, answer) => {
    await expect(readObject(answer)).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it.each(faults)('ends as TimeoutError if an answer in JSON %s', async (_what, answer) => {
    await expect(readItem(answer)).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it.each([
    ['the body of an object', readObject],
    ['an answer in JSON', readItem],
  ])('ends as TimeoutError if %s falls silent', async (_what, read) => {
    await expect(read(fallSilent, 50)).rejects.toMatchObject({
      name: 'TimeoutError',
      message: expect.stringMatching(/^the body brought no byte for 0\.05 s/),
    });
  });

  it.each([
    { fault: 'breaks', sent: half, summed: content },
    { fault: 'has other bytes', sent: content, summed: half },
  ])('ends as TimeoutError if the body of an object with a checksum $fault', async ({ sent, summed }) => {
    const checksum = createHash('sha256').update(summed).digest('base64');
    const read = readObject((_request, response) => {
      response.writeHead(200, { 'content-length': content.length, 'x-amz-checksum-sha256': checksum });
      response.write(sent, () => setTimeout(() => response.socket?.destroy(), 20));
    });
    await expect(read).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('reads a whole body', async () => {
    await expect(readObject((_request, response) => response.end(content))).resolves.toBe(content.toString());
  });

  it('does not count the time in which nobody reads', async () => {
    const read: unknown[] = [];
    for await (const chunk of boundedBody(Readable.from([half, half, half]), 10)) {
      read.push(chunk);
      await new Promise((done) => setTimeout(done, 30));
    }
    expect(read).toHaveLength(3);
  });

  it('ends as ServiceUnavailable without a connection', async () => {
    const settings = await settingsFor(() => undefined);
    await new Promise((done) => server?.close(done));
    const s3 = new S3Client({ ...settings, forcePathStyle: true });
    await expect(s3.send(new GetObjectCommand({ Bucket: 'bucket', Key: 'key' }))).rejects.toMatchObject({
      name: 'ServiceUnavailable',
      code: 'ECONNREFUSED',
    });
  });

  it.each([
    [400, 'BadRequest', /version id is malformed/],
    [403, 'AccessDenied', /the role of the function may not read the object/],
    [405, 'MethodNotAllowed', /the version is a delete marker/],
    [503, 'SlowDown', /./],
  ])('has for an answer %i to HEAD, without a body, the name %s and a reason', async (status, name, message) => {
    const settings = await settingsFor((_request, response) => response.writeHead(status).end());
    const s3 = new S3Client({ ...settings, forcePathStyle: true });
    const head = s3.send(new HeadObjectCommand({ Bucket: 'bucket', Key: 'key', VersionId: 'v1' }));
    const named = await head.catch((error: unknown) => namedByStatus(error));
    expect(named).toMatchObject({ name, message: expect.stringMatching(message) });
  });
});

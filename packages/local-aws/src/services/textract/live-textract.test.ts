import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { S3Client } from '@aws-sdk/client-s3';
import { TextractClient } from '@aws-sdk/client-textract';
import { documentNamed } from '../../../tests/fixtures/documents-fixture';
import { localTextract } from '../../../tests/fixtures/textract-fixture';

/** A fake AWS: records its requests, and returns a response by operation. */
function fakeAws(answers: Readonly<Record<string, (body: string) => unknown>>) {
  const asked: { operation: string; body: string }[] = [];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const operation = String(
        request.headers['x-amz-target'] ?? `${request.method} ${request.url?.split('?')[0]}`,
      ).replace('Textract.', '');
      const body = Buffer.concat(chunks).toString('utf8');
      asked.push({ operation, body });
      const answer = answers[operation.startsWith('PUT') ? 'PUT' : operation]?.(body);
      response.statusCode = answer === undefined ? 400 : 200;
      response.end(JSON.stringify(answer ?? { __type: 'ThrottlingException', message: 'slow down' }));
    });
  });
  return { asked, server };
}

const block = { BlockType: 'LINE', Id: 'a', Text: 'from AWS', Page: 1 };
const answer = { DocumentMetadata: { Pages: 1 }, Blocks: [block], DetectDocumentTextModelVersion: '1.0' };
let looks = 0;
const aws = fakeAws({
  DetectDocumentText: () => answer,
  StartDocumentTextDetection: () => ({ JobId: 'aws-job' }),
  GetDocumentTextDetection: (body) => {
    looks += 1;
    if (looks === 1) return { JobStatus: 'IN_PROGRESS' };
    return { ...answer, JobStatus: 'SUCCEEDED', ...(body.includes('NextToken') ? {} : { NextToken: 'next' }) };
  },
  PUT: () => ({}),
});
let endpoint = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => aws.server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(aws.server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => aws.server.close(resolve)));
beforeEach(() => {
  aws.asked.length = 0;
  looks = 0;
});

function clients() {
  const settings = {
    endpoint,
    region: 'eu-west-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'a', secretAccessKey: 's' },
  };
  return { textract: new TextractClient(settings), s3: new S3Client({ ...settings, forcePathStyle: true }) };
}

describe('--live textract', () => {
  test('sends a document of one page as bytes, read from the embedded S3', async () => {
    const { call, textract } = localTextract({
      live: { textract: clients().textract },
      objects: new Map([['uploads/a.pdf', documentNamed('one-page.pdf')]]),
    });
    const found = await call('DetectDocumentText', { Document: { S3Object: { Bucket: 'uploads', Name: 'a.pdf' } } });
    expect(found).toMatchObject({ Blocks: [{ Text: 'from AWS' }], DetectDocumentTextModelVersion: '1.0' });
    const sent = JSON.parse(aws.asked[0]!.body);
    expect(Buffer.from(sent.Document.Bytes, 'base64').equals(Buffer.from(documentNamed('one-page.pdf')))).toBe(true);
    await textract.close();
  });

  test('refuses several pages by name where there is no live bucket', async () => {
    const { call, textract } = localTextract({
      live: { textract: clients().textract },
      objects: new Map([['uploads/c.pdf', documentNamed('three-pages.pdf')]]),
    });
    const { JobId } = await call('StartDocumentTextDetection', {
      DocumentLocation: { S3Object: { Bucket: 'uploads', Name: 'c.pdf' } },
    });
    await textract.whenIdle();
    expect(await call('GetDocumentTextDetection', { JobId })).toMatchObject({
      JobStatus: 'FAILED',
      StatusMessage: expect.stringMatching(/--live-bucket/),
    });
    expect(aws.asked).toEqual([]);
    await textract.close();
  });

  test('takes several pages through the live bucket and a job', async () => {
    const { textract: client, s3 } = clients();
    const live = { textract: client, bucket: { s3, name: 'my-bucket' }, sleep: async () => undefined };
    const { call, textract } = localTextract({
      live,
      objects: new Map([['uploads/c.pdf', documentNamed('three-pages.pdf')]]),
    });
    const { JobId } = await call('StartDocumentTextDetection', {
      DocumentLocation: { S3Object: { Bucket: 'uploads', Name: 'c.pdf' } },
    });
    await textract.whenIdle();
    expect(await call('GetDocumentTextDetection', { JobId })).toMatchObject({
      JobStatus: 'SUCCEEDED',
      Blocks: [block, block],
    });
    expect(aws.asked.map(({ operation }) => operation.replace(/asl-local\/.*/, 'asl-local/…'))).toEqual([
      'PUT /my-bucket/asl-local/…',
      'StartDocumentTextDetection',
      'GetDocumentTextDetection',
      'GetDocumentTextDetection',
      'GetDocumentTextDetection',
    ]);
    await textract.close();
  });

  test("AWS's errors keep their names", async () => {
    const broken = fakeAws({});
    await new Promise<void>((resolve) => broken.server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(broken.server.address() as AddressInfo).port}`;
    const client = new TextractClient({
      endpoint: url,
      region: 'eu-west-1',
      maxAttempts: 1,
      credentials: { accessKeyId: 'a', secretAccessKey: 's' },
    });
    const { call, textract } = localTextract({ live: { textract: client } });
    await expect(
      call('DetectDocumentText', { Document: { Bytes: documentNamed('one-page.pdf') } }),
    ).rejects.toMatchObject({
      name: 'ThrottlingException',
      message: 'slow down',
    });
    await new Promise((resolve) => broken.server.close(resolve));
    await textract.close();
  });
});

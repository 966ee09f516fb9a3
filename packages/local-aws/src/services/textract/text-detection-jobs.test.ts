import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import PDFDocument from 'pdfkit';
import { documentNamed } from '../../../tests/fixtures/documents-fixture';
import { functionRoleArn, localTextract, noticeRoleArn, topicArn } from '../../../tests/fixtures/textract-fixture';

/** Three pages with more than a thousand blocks. */
function longDocument(): Promise<Buffer> {
  const paper = new PDFDocument();
  const chunks: Buffer[] = [];
  return new Promise((resolve) => {
    paper.on('data', (chunk: Buffer) => chunks.push(chunk));
    paper.on('end', () => resolve(Buffer.concat(chunks)));
    for (let page = 1; page <= 3; page += 1) {
      paper.text(`Page ${page}. ${'All work and no play makes a long page. '.repeat(45)}`);
      if (page < 3) paper.addPage();
    }
    paper.end();
  });
}

const location = { S3Object: { Bucket: 'uploads', Name: 'incoming/a.pdf', Version: 'v1' } };
const request = {
  DocumentLocation: location,
  ClientRequestToken: 'document-1',
  JobTag: 'document-1',
  OutputConfig: { S3Bucket: 'reports', S3Prefix: 'document-1/textract' },
  NotificationChannel: { SNSTopicArn: topicArn, RoleArn: noticeRoleArn },
};

let longContract: Uint8Array;
beforeAll(async () => {
  longContract = await longDocument();
});

function uploads() {
  return new Map([['uploads/incoming/a.pdf', longContract]]);
}

describe('StartDocumentTextDetection', () => {
  test('writes result files, then tells the topic as the role that was passed', async () => {
    const { textract, objects, published, call } = localTextract({ objects: uploads() });
    const { JobId } = await call('StartDocumentTextDetection', request);
    await textract.whenIdle();
    const keys = [...objects.keys()].filter((key) => key.startsWith('reports/'));
    expect(keys).toEqual([
      `reports/document-1/textract/${JobId}/.s3_access_check`,
      `reports/document-1/textract/${JobId}/1`,
      `reports/document-1/textract/${JobId}/2`,
    ]);
    const file = JSON.parse(Buffer.from(objects.get(keys[1]!)!).toString('utf8'));
    expect(file).toMatchObject({ JobStatus: 'SUCCEEDED', DocumentMetadata: { Pages: 3 } });
    expect(file.Blocks).toHaveLength(1000);
    expect(published).toHaveLength(1);
    expect(JSON.parse(String(published[0]!['Message']))).toEqual({
      JobId,
      Status: 'SUCCEEDED',
      API: 'StartDocumentTextDetection',
      JobTag: 'document-1',
      Timestamp: 1_700_000_000_000,
      DocumentLocation: { S3ObjectName: 'incoming/a.pdf', S3Bucket: 'uploads' },
    });
    await textract.close();
  });

  test('the same ClientRequestToken finds the same job, tells once, and refuses other parameters', async () => {
    const { textract, published, call } = localTextract({ objects: uploads() });
    const first = await call('StartDocumentTextDetection', request);
    await textract.whenIdle();
    expect(await call('StartDocumentTextDetection', request)).toEqual(first);
    await textract.whenIdle();
    expect(published).toHaveLength(1);
    await expect(call('StartDocumentTextDetection', { ...request, JobTag: 'other' })).rejects.toMatchObject({
      name: 'IdempotentParameterMismatchException',
    });
    await textract.close();
  });

  test('a job that a process left unfinished is finished by the next', async () => {
    const before = localTextract({ objects: uploads() });
    const { JobId } = await before.call('StartDocumentTextDetection', request);
    await before.textract.close();
    const file = join(before.stateFolder, 'textract', `${JobId}.json`);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      status: 'IN_PROGRESS',
      caller: { roleArn: functionRoleArn },
    });
    const after = localTextract({ objects: before.objects, stateFolder: before.stateFolder });
    expect(await after.call('GetDocumentTextDetection', { JobId })).toEqual({ JobStatus: 'IN_PROGRESS' });
    await after.textract.resumeJobs();
    await after.textract.whenIdle();
    expect(await after.call('GetDocumentTextDetection', { JobId, MaxResults: 1 })).toMatchObject({
      JobStatus: 'SUCCEEDED',
    });
    expect(after.published).toHaveLength(1);
    await after.textract.close();
  });

  test('a notice that was not sent is sent by the next process, without reading again', async () => {
    const before = localTextract({ objects: uploads() });
    const { JobId } = await before.call('StartDocumentTextDetection', request);
    await before.textract.whenIdle();
    const file = join(before.stateFolder, 'textract', `${JobId}.json`);
    writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), noticeSent: false }));
    await before.textract.close();
    const after = localTextract({ objects: new Map(), stateFolder: before.stateFolder });
    await after.textract.resumeJobs();
    await after.textract.whenIdle();
    expect(after.published).toHaveLength(1);
    await after.textract.close();
  });

  test('a document that cannot be read ends the job FAILED, with the reason', async () => {
    const { textract, published, call } = localTextract({
      objects: new Map([['uploads/incoming/a.pdf', documentNamed('encrypted.pdf')]]),
    });
    const { JobId } = await call('StartDocumentTextDetection', request);
    await textract.whenIdle();
    expect(await call('GetDocumentTextDetection', { JobId })).toMatchObject({
      JobStatus: 'FAILED',
      StatusMessage: expect.stringMatching(/password/),
    });
    expect(JSON.parse(String(published[0]!['Message']))).toMatchObject({ Status: 'FAILED' });
    await textract.close();
  });

  test.each([
    [
      'Textract may not assume the role',
      { trust: 'lambda.amazonaws.com' },
      'InvalidParameterException',
      /may not assume/,
    ],
    ['the role may not publish', { noticeActions: ['sqs:*'] }, 'InvalidParameterException', /may not publish/],
    [
      'the caller may not pass the role',
      { functionActions: ['textract:*', 's3:*'] },
      'AccessDeniedException',
      /iam:PassRole/,
    ],
    [
      'the caller may not write the output',
      { functionActions: ['textract:*', 'iam:PassRole', 's3:GetObject'] },
      'AccessDenied',
      /s3:PutObject/,
    ],
    [
      'the caller may not read the document',
      { functionActions: ['textract:*', 'iam:PassRole', 's3:PutObject'] },
      'InvalidS3ObjectException',
      /s3:GetObject/,
    ],
  ])('is refused at once where %s', async (_, options, name, message) => {
    const { call } = localTextract({ ...options, objects: uploads() });
    await expect(call('StartDocumentTextDetection', request)).rejects.toMatchObject({
      name,
      message: expect.stringMatching(message),
    });
  });

  test('a customer key for the output is refused by name', async () => {
    await expect(
      localTextract().call('StartDocumentTextDetection', { ...request, KMSKeyId: 'k' }),
    ).rejects.toMatchObject({
      name: 'NotModelledError',
      message: expect.stringContaining('KMSKeyId'),
    });
  });
});

describe('GetDocumentTextDetection', () => {
  test('gives all blocks once, page by page', async () => {
    const { textract, call } = localTextract({ objects: uploads() });
    const { JobId } = await call('StartDocumentTextDetection', { DocumentLocation: location });
    await textract.whenIdle();
    const ids: string[] = [];
    let NextToken: unknown;
    do {
      const page = await call('GetDocumentTextDetection', {
        JobId,
        MaxResults: 300,
        ...(NextToken === undefined ? {} : { NextToken }),
      });
      ids.push(...(page['Blocks'] as { Id: string }[]).map(({ Id }) => Id));
      NextToken = page['NextToken'];
    } while (NextToken !== undefined);
    expect(ids.length).toBeGreaterThan(1000);
    expect(new Set(ids).size).toBe(ids.length);
    await expect(call('GetDocumentTextDetection', { JobId, NextToken: 'made up' })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
    await textract.close();
  });

  test('knows no job that was not started', async () => {
    await expect(localTextract().call('GetDocumentTextDetection', { JobId: 'unknown' })).rejects.toMatchObject({
      name: 'InvalidJobIdException',
    });
  });
});

import { createHash } from 'node:crypto';
import { fakeBucket } from '../shared/fakes/fake-bucket';
import { fakeLog, type Interruption } from '../shared/fakes/fake-client';
import { fakeStates } from '../shared/fakes/fake-states';
import { fakeTables } from '../shared/fakes/fake-table';
import { type FakeJob, fakeTextract } from '../shared/fakes/fake-textract';
import type { ExtractTextEvent, ExtractTextParts } from './extract-text';

/** The document of the tests. */
export const documentId = 'd'.repeat(64);

/** What Textract reads in it: no log may hold it. */
export const secretLine = 'Payment to Grandmother';

/** What ExtractText passes of a document of one page, which is read at once. */
export const onePage: ExtractTextEvent = {
  taskToken: 'token-1',
  documentId,
  bucket: 'documents',
  key: 'incoming/a.pdf',
  versionId: 'v1',
  contentType: 'application/pdf',
  sizeBytes: 1000,
  pages: 1,
  executionArn: 'arn:execution',
};

/** Of one that a job reads. */
export const threePages: ExtractTextEvent = { ...onePage, pages: 3 };

const blocks = [
  { BlockType: 'PAGE' },
  { BlockType: 'LINE', Text: secretLine, Confidence: 99 },
  { BlockType: 'WORD', Text: 'Payment', Confidence: 98 },
];

/** Everything around the function; a crash in it leaves the rest standing. */
export function world(job: FakeJob = { status: 'IN_PROGRESS' }, interruption?: Interruption) {
  const bucket = fakeBucket(interruption);
  const tables = fakeTables(interruption);
  const states = fakeStates(['token-1', 'token-2'], interruption);
  const textract = fakeTextract(job, interruption);
  textract.answers.detect = () => ({ DocumentMetadata: { Pages: 1 }, Blocks: blocks });
  const log = fakeLog();
  const parts: ExtractTextParts = {
    log,
    states: states.states,
    textract: textract.textract,
    results: {
      s3: bucket.s3,
      bucketName: 'results',
      forModel: { maxBytes: 1000, maxCharacters: 900, maxParts: 3, redactedKinds: [] },
    },
    callbacks: { dynamodb: tables.dynamodb, tableName: 'callbacks' },
    notices: { topicArn: 'arn:topic', roleArn: 'arn:role' },
    syncMaxBytes: 5_000,
    now: () => Date.UTC(2024, 0, 1),
  };
  return { parts, bucket, tables, states, textract, log };
}

/** The token of a start, by the rule: SHA-256 of the JSON array [documentId, execution ARN, RedriveCount]. */
export function tokenOf(executionArn: string, redriveCount: number): string {
  return createHash('sha256').update(`["${documentId}","${executionArn}",${redriveCount}]`).digest('hex');
}

/** Of the first start that `threePages` asks for. */
export const firstToken = tokenOf('arn:execution', 0);

/** Textract's output of the job, whose only line is on page 3. */
export function putResults(bucket: ReturnType<typeof fakeBucket>): void {
  const file = {
    JobStatus: 'SUCCEEDED',
    DocumentMetadata: { Pages: 3 },
    Blocks: [{ BlockType: 'LINE', Text: 'late', Page: 3 }],
  };
  bucket.objects.set(`results/${documentId}/textract/job-of-${firstToken}/1`, Buffer.from(JSON.stringify(file)));
}

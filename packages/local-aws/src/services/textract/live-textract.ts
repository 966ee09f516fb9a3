import { createHash } from 'node:crypto';
import type { PutObjectCommandInput, S3Client } from '@aws-sdk/client-s3';
import type {
  GetDocumentTextDetectionCommandOutput,
  Block as SdkBlock,
  TextractClient,
} from '@aws-sdk/client-textract';
import { type DocumentReader, fileKindOf } from '../../reading';
import { ServiceError } from '../service';
import type { Block, DetectedText } from './blocks';
import type { TextDetection } from './text-detection';

/** `--live textract`: documents are sent to AWS and read there, using the user's credentials and at the user's cost. */
export interface LiveTextract {
  readonly textract: Pick<TextractClient, 'send'>;
  /**
   * Bucket to which documents of several pages are uploaded for AWS to read; without it such documents are rejected. They are under
   * `asl-local/` and are not removed: their lifecycle is up to the user.
   */
  readonly bucket?: { readonly s3: Pick<S3Client, 'send'>; readonly name: string };
  /** Seconds between two checks of a job; default 5. */
  readonly pollSeconds?: number;
  readonly sleep?: (seconds: number) => Promise<void>;
}

/** One page goes as bytes; several pages use the live bucket. */
export function liveTextDetection(live: LiveTextract, reader: DocumentReader): TextDetection {
  const detectOnePage = async (bytes: Uint8Array) => fromAws(await sendBytes(live, bytes));
  return {
    detectOnePage,
    detectAllPages: async (bytes) => {
      const pages = await reader.countPages(bytes);
      if (pages === 1 && bytes.length <= synchronousBytes) return detectOnePage(bytes);
      if (live.bucket !== undefined) return detectByBucket(live, live.bucket, bytes);
      throw new ServiceError(
        'NotModelledError',
        `--live textract sends documents of one page; this ${fileKindOf(bytes) ?? 'document'} of ${pages} pages and ${bytes.length} bytes needs --live-bucket BUCKET`,
        501,
      );
    },
  };
}

const synchronousBytes = 10 * 1024 * 1024;

async function sendBytes(live: LiveTextract, bytes: Uint8Array) {
  const { DetectDocumentTextCommand } = await import('@aws-sdk/client-textract');
  return live.textract.send(new DetectDocumentTextCommand({ Document: { Bytes: bytes } })).catch(asServiceError);
}

async function detectByBucket(
  live: LiveTextract,
  bucket: NonNullable<LiveTextract['bucket']>,
  bytes: Uint8Array,
): Promise<DetectedText> {
  const { StartDocumentTextDetectionCommand } = await import('@aws-sdk/client-textract');
  const { PutObjectCommand } = await import('@aws-sdk/client-s3');
  const Key = `asl-local/${createHash('sha256').update(bytes).digest('hex')}`;
  const upload: PutObjectCommandInput = { Bucket: bucket.name, Key, Body: bytes };
  await bucket.s3.send(new PutObjectCommand(upload)).catch(asServiceError);
  const location = { S3Object: { Bucket: bucket.name, Name: Key } };
  const started = await live.textract
    .send(new StartDocumentTextDetectionCommand({ DocumentLocation: location }))
    .catch(asServiceError);
  return collectJob(live, started.JobId ?? '');
}

async function collectJob(live: LiveTextract, jobId: string): Promise<DetectedText> {
  const sleep =
    live.sleep ?? ((seconds: number) => new Promise<void>((resolve) => setTimeout(resolve, seconds * 1000)));
  let page = await jobPage(live, jobId);
  while (page.JobStatus === 'IN_PROGRESS') {
    await sleep(live.pollSeconds ?? 5);
    page = await jobPage(live, jobId);
  }
  if (page.JobStatus !== 'SUCCEEDED') {
    throw new ServiceError(
      'BadDocumentException',
      `AWS ended the job ${page.JobStatus}: ${page.StatusMessage ?? 'no reason given'}`,
    );
  }
  const blocks: SdkBlock[] = [...(page.Blocks ?? [])];
  while (page.NextToken !== undefined) {
    page = await jobPage(live, jobId, page.NextToken);
    blocks.push(...(page.Blocks ?? []));
  }
  return fromAws({ ...page, Blocks: blocks });
}

async function jobPage(
  live: LiveTextract,
  jobId: string,
  nextToken?: string,
): Promise<GetDocumentTextDetectionCommandOutput> {
  const { GetDocumentTextDetectionCommand } = await import('@aws-sdk/client-textract');
  return live.textract
    .send(new GetDocumentTextDetectionCommand({ JobId: jobId, NextToken: nextToken }))
    .catch(asServiceError);
}

function fromAws(
  answer: Pick<GetDocumentTextDetectionCommandOutput, 'Blocks' | 'DocumentMetadata' | 'DetectDocumentTextModelVersion'>,
): DetectedText {
  return {
    pages: answer.DocumentMetadata?.Pages ?? 1,
    blocks: (answer.Blocks ?? []) as Block[],
    modelVersion: answer.DetectDocumentTextModelVersion ?? 'unknown',
  };
}

/** AWS's own error, under its own name, as if it had been called directly. */
function asServiceError(error: unknown): never {
  const { name, message, $metadata } = error as Error & { readonly $metadata?: { readonly httpStatusCode?: number } };
  throw new ServiceError(name, message, $metadata?.httpStatusCode ?? 500);
}

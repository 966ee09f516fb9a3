import { HeadObjectCommand } from '@aws-sdk/client-s3';
import {
  DetectDocumentTextCommand,
  StartDocumentTextDetectionCommand,
  type TextractClient,
} from '@aws-sdk/client-textract';
import { type Extraction, extractionKeys } from '../shared/extraction/extraction';
import { readExtraction, storeExtraction } from '../shared/extraction/stored-extraction';
import { TextCollector } from '../shared/extraction/text/collected-text';
import { type Finisher, finishJob } from '../shared/extraction/textract-job/finish-job';
import { currentStart, type JobCaller, startAfter } from '../shared/extraction/textract-job/job-start';
import { jobStatus } from '../shared/extraction/textract-job/job-status';
import { refusalOr } from '../shared/extraction/textract-job/textract-errors';
import {
  type Callbacks,
  type JobStart,
  putWaitedJob,
  putWaitingExtraction,
  readWaitingExtraction,
} from '../shared/extraction/textract-job/waiting-extraction';
import { answerTask } from '../shared/platform/answer-task';
import { refusalIfDeleted } from '../shared/platform/deleted-version';
import { isNamed } from '../shared/platform/error-name';
import { namedByStatus } from '../shared/platform/named-by-status';

/** The event of ExtractText. */
export interface ExtractTextEvent {
  /** Absent if an Express execution calls, which cannot wait: the extraction is then the function's result. */
  readonly taskToken?: string;
  readonly documentId: string;
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly pages: number;
  readonly executionArn: string;
  /** How often AWS has redriven the execution; absent in executions of older versions of the definition. */
  readonly redriveCount?: number;
}

/** The dependencies of extract-text. */
export interface ExtractTextParts extends Finisher {
  readonly textract: Pick<TextractClient, 'send'>;
  readonly callbacks: Callbacks;
  /** The topic on which Textract reports that a job has ended, and the role that it uses for that. */
  readonly notices: { readonly topicArn: string; readonly roleArn: string };
  /** Largest one-page PDF or TIFF that is read synchronously, in bytes. */
  readonly syncMaxBytes: number;
  now(): number;
}

/** How the task was answered: `waiting` means that complete-extraction will answer it. */
export type ExtractTextResult = { readonly answered: 'from-storage' | 'synchronously' | 'from-job' | 'waiting' };

/**
 * A document without a token that only a job can read. The Express definition hands such documents over before it calls
 * this function.
 */
export class CallbackNeeded extends Error {
  override readonly name = 'CallbackNeeded';
}

/**
 * Answers ExtractText's token with pointer, statistics and excerpt of the document's text. Stored text is not paid for
 * again; one page is read synchronously; everything else becomes an asynchronous job whose token row is written first.
 * Without a token the extraction is returned. Throws CallbackNeeded, UnsupportedDocument, DocumentTooLarge and
 * DocumentDeleted; other errors of the SDK keep their names.
 */
export async function extractText(
  event: ExtractTextEvent,
  parts: ExtractTextParts,
): Promise<ExtractTextResult | Extraction> {
  const stored = await readExtraction(parts.results, event.documentId);
  if (stored !== undefined) return answered(event, parts, { how: 'from-storage', extraction: stored });
  if (isReadAtOnce(event, parts.syncMaxBytes)) return readAtOnce(event, parts);
  const { taskToken, redriveCount = 0 } = event;
  if (taskToken !== undefined) return startJob({ ...event, taskToken, redriveCount }, parts);
  throw new CallbackNeeded('a document of several pages, or over the bound, is read by a job, and nobody waits for it');
}

interface Answer {
  readonly how: 'from-storage' | 'synchronously';
  readonly extraction: Extraction;
}

async function answered(
  { taskToken }: ExtractTextEvent,
  parts: ExtractTextParts,
  { how, extraction }: Answer,
): Promise<ExtractTextResult | Extraction> {
  if (taskToken === undefined) return extraction;
  await answerTask(parts, taskToken, { kind: 'success', output: { ...extraction } });
  return { answered: how };
}

/**
 * Images are always read synchronously: they have one page, and Textract's bound of 10 MB is the same for both
 * operations.
 */
function isReadAtOnce({ contentType, pages, sizeBytes }: ExtractTextEvent, syncMaxBytes: number): boolean {
  return contentType.startsWith('image/') && contentType !== 'image/tiff'
    ? true
    : pages === 1 && sizeBytes <= syncMaxBytes;
}

async function readAtOnce(event: ExtractTextEvent, parts: ExtractTextParts): Promise<ExtractTextResult | Extraction> {
  const collector = new TextCollector();
  const answer = await parts.textract
    .send(new DetectDocumentTextCommand({ Document: { S3Object: objectOf(event) } }))
    .catch((error: unknown) => refuse(error, event, parts));
  for (const block of answer.Blocks ?? []) collector.add(block);
  collector.setPages(answer.DocumentMetadata?.Pages ?? 1);
  const extraction = await storeExtraction(parts.results, event.documentId, collector.collected());
  return answered(event, parts, { how: 'synchronously', extraction });
}

/** An event that waits for a job. */
type WaitingEvent = ExtractTextEvent & JobCaller & { readonly taskToken: string };

/** A saved job may have been dropped by Textract meanwhile: then one more is started, and not a third. */
async function startJob(event: WaitingEvent, parts: ExtractTextParts): Promise<ExtractTextResult> {
  const noted = await readWaitingExtraction(parts.callbacks, event.documentId);
  const start = currentStart(event, noted, parts.now());
  try {
    return await startAndLook(event, parts, start);
  } catch (error) {
    if (!isNamed(error, 'InvalidJobIdException')) throw error;
    parts.log.warn('Textract has dropped the job: another one is started', { startedAt: start.startedAt });
    return startAndLook(event, parts, startAfter(event, start, parts.now()));
  }
}

/**
 * Writes the token row, starts the job, saves its id in the row, and checks once whether it has ended: a repeated start
 * returns the same job, perhaps without a notice. The check comes after the id, to cover a notice that came before it
 * was saved.
 */
async function startAndLook(event: WaitingEvent, parts: ExtractTextParts, start: JobStart): Promise<ExtractTextResult> {
  const { documentId, taskToken, executionArn, redriveCount } = event;
  const waiting = { documentId, taskToken, executionArn, redriveCount, start };
  await putWaitingExtraction(parts.callbacks, waiting, parts.now());
  const jobId = await startDetection(event, parts, start);
  if (!(await putWaitedJob(parts.callbacks, { ...waiting, jobId }, parts.now()))) return { answered: 'waiting' };
  const job = await jobStatus(parts.textract, jobId);
  parts.log.info('the job has been started', { jobId, jobStatus: job.status });
  if (job.status === 'IN_PROGRESS') return { answered: 'waiting' };
  await finishJob(parts, { documentId, jobId, ...job }, taskToken);
  return { answered: 'from-job' };
}

async function startDetection(
  event: ExtractTextEvent,
  parts: ExtractTextParts,
  { clientRequestToken }: JobStart,
): Promise<string> {
  const { documentId } = event;
  const { JobId: jobId } = await parts.textract
    .send(
      new StartDocumentTextDetectionCommand({
        DocumentLocation: { S3Object: objectOf(event) },
        ClientRequestToken: clientRequestToken,
        JobTag: documentId,
        OutputConfig: { S3Bucket: parts.results.bucketName, S3Prefix: extractionKeys(documentId).textract },
        NotificationChannel: { SNSTopicArn: parts.notices.topicArn, RoleArn: parts.notices.roleArn },
      }),
    )
    .catch((error: unknown) => refuse(error, event, parts));
  if (jobId === undefined) throw new Error('Textract started a job without a JobId');
  return jobId;
}

/** Textract has one error name for an object that it may not read and for one that does not exist: S3 reports which. */
async function refuse(error: unknown, event: ExtractTextEvent, parts: ExtractTextParts): Promise<never> {
  if (isNamed(error, 'InvalidS3ObjectException')) {
    const { bucket, key, versionId } = event;
    await parts.results.s3
      .send(new HeadObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId }))
      .catch((missing: unknown) => Promise.reject(namedByStatus(refusalIfDeleted(missing, event))));
  }
  throw refusalOr(error);
}

function objectOf({ bucket, key, versionId }: ExtractTextEvent) {
  return { Bucket: bucket, Name: key, Version: versionId };
}

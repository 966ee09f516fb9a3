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
export interface ExtractTextDependencies extends Finisher {
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
  dependencies: ExtractTextDependencies,
): Promise<ExtractTextResult | Extraction> {
  const stored = await readExtraction(dependencies.results, event.documentId);
  if (stored !== undefined) return answerFromStorage(event, dependencies, { how: 'from-storage', extraction: stored });
  if (isReadAtOnce(event, dependencies.syncMaxBytes)) return readAtOnce(event, dependencies);
  const { taskToken, redriveCount = 0 } = event;
  if (taskToken !== undefined) return startJob({ ...event, taskToken, redriveCount }, dependencies);
  throw new CallbackNeeded('a document of several pages, or over the bound, is read by a job, and nobody waits for it');
}

interface Answer {
  readonly how: 'from-storage' | 'synchronously';
  readonly extraction: Extraction;
}

async function answerFromStorage(
  { taskToken }: ExtractTextEvent,
  dependencies: ExtractTextDependencies,
  { how, extraction }: Answer,
): Promise<ExtractTextResult | Extraction> {
  if (taskToken === undefined) return extraction;
  await answerTask(dependencies, taskToken, { kind: 'success', output: { ...extraction } });
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

async function readAtOnce(
  event: ExtractTextEvent,
  dependencies: ExtractTextDependencies,
): Promise<ExtractTextResult | Extraction> {
  const collector = new TextCollector();
  const answer = await dependencies.textract
    .send(new DetectDocumentTextCommand({ Document: { S3Object: objectOf(event) } }))
    .catch((error: unknown) => refuse(error, event, dependencies));
  for (const block of answer.Blocks ?? []) collector.add(block);
  collector.setPages(answer.DocumentMetadata?.Pages ?? 1);
  const extraction = await storeExtraction(dependencies.results, event.documentId, collector.collected());
  return answerFromStorage(event, dependencies, { how: 'synchronously', extraction });
}

/** An event that waits for a job. */
type WaitingEvent = ExtractTextEvent & JobCaller & { readonly taskToken: string };

/** A saved job may have been dropped by Textract meanwhile: then one more is started, and not a third. */
async function startJob(event: WaitingEvent, dependencies: ExtractTextDependencies): Promise<ExtractTextResult> {
  const noted = await readWaitingExtraction(dependencies.callbacks, event.documentId);
  const start = currentStart(event, noted, dependencies.now());
  try {
    return await startAndLook(event, dependencies, start);
  } catch (error) {
    if (!isNamed(error, 'InvalidJobIdException')) throw error;
    dependencies.log.warn('Textract has dropped the job: another one is started', { startedAt: start.startedAt });
    return startAndLook(event, dependencies, startAfter(event, start, dependencies.now()));
  }
}

/**
 * Writes the token row, starts the job, saves its id in the row, and checks once whether it has ended: a repeated start
 * returns the same job, perhaps without a notice. The check comes after the id, to cover a notice that came before it
 * was saved.
 */
async function startAndLook(
  event: WaitingEvent,
  dependencies: ExtractTextDependencies,
  start: JobStart,
): Promise<ExtractTextResult> {
  const { documentId, taskToken, executionArn, redriveCount } = event;
  const waiting = { documentId, taskToken, executionArn, redriveCount, start };
  await putWaitingExtraction(dependencies.callbacks, waiting, dependencies.now());
  const jobId = await startDetection(event, dependencies, start);
  if (!(await putWaitedJob(dependencies.callbacks, { ...waiting, jobId }, dependencies.now())))
    return { answered: 'waiting' };
  const job = await jobStatus(dependencies.textract, jobId);
  dependencies.log.info('the job has been started', { jobId, jobStatus: job.status });
  if (job.status === 'IN_PROGRESS') return { answered: 'waiting' };
  await finishJob(dependencies, { documentId, jobId, ...job }, taskToken);
  return { answered: 'from-job' };
}

async function startDetection(
  event: ExtractTextEvent,
  dependencies: ExtractTextDependencies,
  { clientRequestToken }: JobStart,
): Promise<string> {
  const { documentId } = event;
  const { JobId: jobId } = await dependencies.textract
    .send(
      new StartDocumentTextDetectionCommand({
        DocumentLocation: { S3Object: objectOf(event) },
        ClientRequestToken: clientRequestToken,
        JobTag: documentId,
        OutputConfig: { S3Bucket: dependencies.results.bucketName, S3Prefix: extractionKeys(documentId).textract },
        NotificationChannel: { SNSTopicArn: dependencies.notices.topicArn, RoleArn: dependencies.notices.roleArn },
      }),
    )
    .catch((error: unknown) => refuse(error, event, dependencies));
  if (jobId === undefined) throw new Error('Textract started a job without a JobId');
  return jobId;
}

/** Textract has one error name for an object that it may not read and for one that does not exist: S3 reports which. */
async function refuse(error: unknown, event: ExtractTextEvent, dependencies: ExtractTextDependencies): Promise<never> {
  if (isNamed(error, 'InvalidS3ObjectException')) {
    const { bucket, key, versionId } = event;
    await dependencies.results.s3
      .send(new HeadObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId }))
      .catch((missing: unknown) => Promise.reject(namedByStatus(refusalIfDeleted(missing, event))));
  }
  throw refusalOr(error);
}

function objectOf({ bucket, key, versionId }: ExtractTextEvent) {
  return { Bucket: bucket, Name: key, Version: versionId };
}

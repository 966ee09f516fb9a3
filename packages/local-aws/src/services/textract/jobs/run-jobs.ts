import { createHash, randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { LocalAccount } from '../../../local-account';
import { isStateFailure } from '../../../state-failure';
import { messageOf } from '../../message-of';
import type { Caller, OnTrouble, Services } from '../../service';
import { checkDocument, fetchDocument } from '../document-bytes';
import type { StartDetectionRequest } from '../requests';
import type { TextDetection } from '../text-detection';
import { refusalOf, textractErrors } from '../textract-errors';
import { checkOutputAccess, writeOutput } from './job-output';
import type { Job, JobStore } from './job-store';
import { sendNotice } from './notices';

/** Largest document of an asynchronous job, in bytes; pictures stay bound by the synchronous limit. */
export const asynchronousMaxBytes = 500 * 1024 * 1024;

/** Dependencies of jobs. */
export interface JobsDependencies {
  readonly services: Services;
  readonly localAccount: LocalAccount;
  readonly store: JobStore;
  readonly detection: TextDetection;
  now(): number;
  /** Called for notices and outputs that could not be delivered; the job itself has ended. */
  readonly onTrouble: OnTrouble;
  /** Called for each page that a job has read. */
  readonly onPage?: OnObjectPage;
}

/** A page of an object has been read, the number of those that have been, and how many there are. */
export type OnObjectPage = (
  object: StartDetectionRequest['DocumentLocation']['S3Object'],
  pagesRead: number,
  pageCount: number,
) => void;

/** Asynchronous jobs, run one after another in the background. */
export interface Jobs {
  /** Starts a job, or finds the one that the same ClientRequestToken started. Resolves with its id before it has run. */
  start(request: StartDetectionRequest, caller: Caller): Promise<string>;
  /** Continues the jobs that an earlier process left unfinished. */
  resume(): Promise<void>;
  whenIdle(): Promise<void>;
  close(): void;
}

/** Runs jobs one after another: two cores are few, and a job reads several pages at once. */
export function createJobs(dependencies: JobsDependencies): Jobs {
  let queue: Promise<void> = Promise.resolve();
  let isClosed = false;
  const enqueue = (jobId: string) => {
    queue = queue.then(async () => {
      if (isClosed) return;
      await runJob(dependencies, jobId, () => isClosed).catch((error: unknown) => {
        dependencies.onTrouble(`Textract's job ${jobId} is left for the next start: ${messageOf(error)}`, error);
      });
    });
  };
  return {
    start: async (request, caller) => {
      const jobId = jobIdOf(request, dependencies.localAccount);
      const earlier = await dependencies.store.get(jobId);
      if (earlier !== undefined) {
        if (!isDeepStrictEqual(earlier.request, request)) throw textractErrors.tokenReused();
        return jobId;
      }
      const job: Job = {
        jobId,
        request,
        caller,
        status: 'IN_PROGRESS',
        startedAt: dependencies.now(),
        noticeSent: request.NotificationChannel === undefined,
      };
      await checkDocument(
        dependencies.services,
        { s3Object: request.DocumentLocation.S3Object, maxBytes: asynchronousMaxBytes },
        caller,
      );
      await checkOutputAccess(dependencies.services, job);
      await dependencies.store.put(job);
      enqueue(jobId);
      return jobId;
    },
    resume: async () => {
      const unfinished = (await dependencies.store.all()).filter(
        (job) => job.status === 'IN_PROGRESS' || !job.noticeSent,
      );
      for (const { jobId } of unfinished.sort((a, b) => a.startedAt - b.startedAt)) enqueue(jobId);
    },
    whenIdle: () => queue,
    close: () => {
      isClosed = true;
    },
  };
}

/** Returns the same id for the same token, in any process. */
function jobIdOf(request: StartDetectionRequest, { region, account }: LocalAccount): string {
  const token = request.ClientRequestToken ?? randomUUID();
  return createHash('sha256')
    .update(JSON.stringify(['text detection', account, region, token]))
    .digest('hex');
}

/** Detects, writes the output, marks the job as ended, and sends the notice. A process that ends midway leaves the rest to resume. */
async function runJob(dependencies: JobsDependencies, jobId: string, isClosed: () => boolean): Promise<void> {
  const job = await dependencies.store.get(jobId);
  if (job === undefined) return;
  const ended = job.status === 'IN_PROGRESS' ? await endJob(dependencies, job, isClosed) : job;
  if (ended === undefined || ended.noticeSent) return;
  try {
    await sendNotice(dependencies.services, ended);
    await dependencies.store.put({ ...ended, noticeSent: true });
  } catch (error) {
    dependencies.onTrouble(`Textract's notice of job ${jobId} was not sent: ${messageOf(error)}`, error);
  }
}

async function endJob(dependencies: JobsDependencies, job: Job, isClosed: () => boolean): Promise<Job | undefined> {
  let ended: Job;
  try {
    const bytes = await fetchDocument(
      dependencies.services,
      { s3Object: job.request.DocumentLocation.S3Object, maxBytes: asynchronousMaxBytes },
      job.caller,
    );
    const { S3Object: object } = job.request.DocumentLocation;
    const detected = await dependencies.detection.detectAllPages(bytes, (...page) =>
      dependencies.onPage?.(object, ...page),
    );
    await dependencies.store.putBlocks(job.jobId, detected);
    const { pages, blocks, modelVersion } = detected;
    ended = {
      ...job,
      status: 'SUCCEEDED',
      endedAt: dependencies.now(),
      pages,
      blockCount: blocks.length,
      modelVersion,
    };
    await writeOutput(dependencies.services, dependencies.store, ended);
  } catch (error) {
    // The process is leaving: the next one does this job again.
    if (isClosed()) return undefined;
    // For example a full disk: it is not an error of the document.
    if (isStateFailure(error)) throw error;
    ended = { ...job, status: 'FAILED', endedAt: dependencies.now(), statusMessage: messageOf(refusalOf(error)) };
  }
  await dependencies.store.put(ended);
  return ended;
}

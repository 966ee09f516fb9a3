import type { TextractClient } from '@aws-sdk/client-textract';
import * as z from 'zod/mini';
import { readEvent } from '../shared/events/read-event';
import { type EndedJob, type Finisher, finishJob } from '../shared/extraction/textract-job/finish-job';
import { jobStatus } from '../shared/extraction/textract-job/job-status';
import {
  type Callbacks,
  readWaitingExtraction,
  type WaitingExtraction,
} from '../shared/extraction/textract-job/waiting-extraction';
import { parseJson } from '../shared/json/json-object';
import { isNamed } from '../shared/platform/error-name';

/**
 * The members of an SNS event that are used: Textract's notices as strings.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html
 */
const noticeEvent = z.object({ Records: z.array(z.object({ Sns: z.object({ Message: z.string() }) })) });

/** Such an event. */
export type NoticeEvent = z.infer<typeof noticeEvent>;

/** https://docs.aws.amazon.com/textract/latest/dg/async-notification-payload.html */
const notice = z.object({ JobId: z.string(), Status: z.string(), JobTag: z.string() });

/** The dependencies of complete-extraction. */
export interface CompleteExtractionDependencies extends Finisher {
  readonly textract: Pick<TextractClient, 'send'>;
  readonly callbacks: Callbacks;
}

/** The outcome of a notice. */
export type NoticeOutcome = 'delivered' | 'late' | 'unreadable' | 'unknown';

/**
 * A job's bad end was reported before extract-text had saved which job it waits for. Thrown, so that the notice is
 * delivered again.
 */
export class JobNotRecorded extends Error {
  override readonly name = 'JobNotRecorded';
}

/**
 * Completes the waiting ExtractText when Textract reports that its job has ended. Notices are repeated and come late: a
 * second one is answered from storage, one without a waiting task is logged. Transient errors (a throttle, missing
 * result files) are thrown, so that Lambda delivers the notice again. Throws MalformedEvent.
 */
export async function completeExtraction(
  event: unknown,
  dependencies: CompleteExtractionDependencies,
): Promise<NoticeOutcome[]> {
  const outcomes: NoticeOutcome[] = [];
  for (const record of readEvent(noticeEvent, event).Records)
    outcomes.push(await complete(record.Sns.Message, dependencies));
  return outcomes;
}

/** Returns the document that an event is about, for the log; undefined if its message is not a notice. */
export function documentOf(event: Partial<NoticeEvent>): string | undefined {
  return readNotice(event.Records?.[0]?.Sns?.Message ?? '')?.documentId;
}

async function complete(message: string, dependencies: CompleteExtractionDependencies): Promise<NoticeOutcome> {
  const job = readNotice(message);
  if (job === undefined) {
    dependencies.log.error('a notice without JobId, Status and JobTag was dropped', { noticeLength: message.length });
    return 'unreadable';
  }
  const { documentId, jobId, status } = job;
  const waiting = await readWaitingExtraction(dependencies.callbacks, documentId);
  if (waiting === undefined || !isWaitedFor(job, waiting)) {
    dependencies.log.warn('nobody waits for this job', { documentId, jobId, jobStatus: status });
    return 'unknown';
  }
  dependencies.log.info('a job has ended', {
    documentId,
    executionArn: waiting.executionArn,
    jobId,
    jobStatus: status,
  });
  return finishJob(dependencies, await withReason(job, dependencies), waiting.taskToken);
}

/**
 * A redriven document may have had another job before. The text of either is the document's, but only the job that is
 * awaited may fail the Task. Rows of older versions do not name a start: there is one job.
 */
function isWaitedFor({ jobId, status }: EndedJob, waiting: WaitingExtraction): boolean {
  if (status === 'SUCCEEDED' || waiting.start === undefined) return true;
  if (waiting.jobId === undefined) throw new JobNotRecorded(`the job ${jobId} has ended before its start was recorded`);
  return waiting.jobId === jobId;
}

/**
 * A notice reports that a job failed, not why: only Textract's response has the reason, as long as it keeps the job.
 */
async function withReason(job: EndedJob, dependencies: CompleteExtractionDependencies): Promise<EndedJob> {
  if (job.status === 'SUCCEEDED') return job;
  try {
    const found = await jobStatus(dependencies.textract, job.jobId);
    return found.status === 'IN_PROGRESS' ? job : { ...job, ...found };
  } catch (error) {
    if (!isNamed(error, 'InvalidJobIdException')) throw error;
    return job;
  }
}

function readNotice(message: string): EndedJob | undefined {
  const { success, data } = z.safeParse(notice, parseJson(message));
  return success ? { jobId: data.JobId, status: data.Status, documentId: data.JobTag } : undefined;
}

import {
  DetectDocumentTextCommand,
  GetDocumentTextDetectionCommand,
  StartDocumentTextDetectionCommand,
  type TextractClient,
} from '@aws-sdk/client-textract';
import type { Clock } from '@document-pipelines/asl/interpreter';
import { fakeClient, on, serviceError } from '../../../fakes/fake-client';
import type { NoticeEffect } from '../fault-plan';
import type { JobEnd } from '../scenario';

/** Dependencies of Textract. */
export interface TextractDependencies {
  readonly clock: Clock;
  /** How the job of a document ends. */
  jobEnd(documentId: string): JobEnd;
  noticeEffect(documentId: string): NoticeEffect | undefined;
  /** Resolves when the receiver of the notice has handled it. */
  notify(documentId: string, message: string): Promise<unknown>;
  putObject(name: string, body: Buffer): void;
  /** Runs work in the background. */
  beside(work: () => Promise<unknown>): void;
}

/** Returns a line with its words for each page. */
function blocksOf(pages: readonly string[] = ['A document of some kind']) {
  return pages.flatMap((text, index) => [
    { BlockType: 'LINE', Text: text, Confidence: 99, Page: index + 1 },
    { BlockType: 'WORD', Text: 'document', Confidence: 99, Page: index + 1 },
  ]);
}

/** If the notice of a job wins the race, Get still returns IN_PROGRESS for a second. */
const statusLagMilliseconds = 1_000;

/** How long after its job a notice comes that is later than everything else. */
const lateNoticeSeconds = 40 * 86_400;

interface Job {
  readonly jobId: string;
  readonly documentId: string;
  /** Time from which Get returns its final status. */
  knownFrom: number | undefined;
}

/** Textract with its bill: pages read at once by key, and jobs by ClientRequestToken. */
export function createTextract(dependencies: TextractDependencies) {
  const detections: string[] = [];
  const jobs = new Map<string, Job>();
  const endJob = async (job: Job, outputPrefix: string, effect: NoticeEffect | undefined): Promise<void> => {
    const { status, pages: texts } = dependencies.jobEnd(job.documentId);
    job.knownFrom = dependencies.clock.now() + (effect === 'beforeToken' ? statusLagMilliseconds : 0);
    const pages = { JobStatus: status, DocumentMetadata: { Pages: 3 }, Blocks: blocksOf(texts) };
    if (status !== 'FAILED')
      dependencies.putObject(`${outputPrefix}/${job.jobId}/1`, Buffer.from(JSON.stringify(pages)));
    const message = JSON.stringify({ JobId: job.jobId, Status: status, JobTag: job.documentId });
    if (effect === 'afterTheEnd') await dependencies.clock.sleep(lateNoticeSeconds);
    const copies = effect === 'lost' ? 0 : effect === 'twice' ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) await dependencies.notify(job.documentId, message);
  };
  const start = async (token: string, documentId: string, outputPrefix: string): Promise<{ JobId: string }> => {
    const known = jobs.get(token);
    if (known !== undefined) return { JobId: known.jobId };
    const job: Job = { jobId: `job-of-${token}`, documentId, knownFrom: undefined };
    jobs.set(token, job);
    const effect = dependencies.noticeEffect(documentId);
    if (effect === 'beforeToken') {
      // A notice that is to be delivered again does not delay the response to the start.
      const ended = endJob(job, outputPrefix, effect);
      dependencies.beside(() => ended);
      await Promise.race([ended, dependencies.clock.sleep(statusLagMilliseconds / 1000)]);
    } else {
      dependencies.beside(async () => {
        await dependencies.clock.sleep(dependencies.jobEnd(documentId).afterSeconds);
        await endJob(job, outputPrefix, effect);
      });
    }
    return { JobId: job.jobId };
  };
  const client = fakeClient<TextractClient>([
    on(DetectDocumentTextCommand, ({ Document }) => {
      detections.push(`${Document?.S3Object?.Bucket}/${Document?.S3Object?.Name}?${Document?.S3Object?.Version}`);
      return { DocumentMetadata: { Pages: 1 }, Blocks: blocksOf() };
    }),
    on(StartDocumentTextDetectionCommand, ({ ClientRequestToken = '', JobTag = '', OutputConfig: output }) =>
      start(ClientRequestToken, JobTag, `${output?.S3Bucket}/${output?.S3Prefix}`),
    ),
    on(GetDocumentTextDetectionCommand, ({ JobId = '' }) => {
      const job = jobs.get(JobId.replace('job-of-', ''));
      if (job === undefined) throw serviceError('InvalidJobIdException', JobId);
      const isOver = job.knownFrom !== undefined && dependencies.clock.now() >= job.knownFrom;
      const { status, statusMessage } = dependencies.jobEnd(job.documentId);
      return isOver ? { JobStatus: status, StatusMessage: statusMessage } : { JobStatus: 'IN_PROGRESS' };
    }),
  ]);
  return { client, detections, jobs };
}

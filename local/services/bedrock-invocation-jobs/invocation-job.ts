import { join } from 'node:path';
import { jsonFilesIn, readJsonFile, writeJsonFile } from '../../json-file';
import type { Shape } from '../service';
import type { CreateRequest } from './invocation-requests';

/** How a job stands; PartiallyCompleted and Expired take hours, which no job here does. */
export type InvocationStatus =
  | 'Submitted'
  | 'Validating'
  | 'Scheduled'
  | 'InProgress'
  | 'Completed'
  | 'Failed'
  | 'Stopping'
  | 'Stopped';

/** Records by what became of them. */
export interface RecordCounts {
  readonly totalRecordCount: number;
  readonly processedRecordCount: number;
  readonly successRecordCount: number;
  readonly errorRecordCount: number;
}

/** A job as it is kept: enough for another process to finish it. Times in milliseconds since the epoch. */
export interface InvocationJob {
  readonly jobId: string;
  readonly jobArn: string;
  readonly request: CreateRequest;
  readonly status: InvocationStatus;
  readonly message?: string;
  readonly submittedAt: number;
  readonly modifiedAt: number;
  readonly endedAt?: number;
  readonly counts?: RecordCounts;
}

/** Keeps jobs in a folder, each file written whole or not at all. */
export interface InvocationJobs {
  put(job: InvocationJob): void;
  /** By ARN or id. */
  find(identifier: string): InvocationJob | undefined;
  /** In the order of their submission. */
  all(): readonly InvocationJob[];
}

/** Opens the store; the folder is made when first written to. */
export function openInvocationJobs(folder: string): InvocationJobs {
  const all = () =>
    jsonFilesIn(folder)
      .flatMap((file) => readJsonFile<InvocationJob>(file) ?? [])
      .sort((a, b) => a.submittedAt - b.submittedAt);
  return {
    put: (job) => writeJsonFile(join(folder, `${job.jobId}.json`), job),
    find: (identifier) => all().find(({ jobArn, jobId }) => [jobArn, jobId].includes(identifier)),
    all,
  };
}

/** Whether nothing more comes of a job. */
export function isOver({ status }: Pick<InvocationJob, 'status'>): boolean {
  return status === 'Completed' || status === 'Failed' || status === 'Stopped';
}

/** GetModelInvocationJob's answer, and a summary of ListModelInvocationJobs. */
export function describeInvocation({ request, ...job }: InvocationJob): Shape {
  return {
    jobArn: job.jobArn,
    ...request,
    status: job.status,
    ...(job.message === undefined ? {} : { message: job.message }),
    submitTime: new Date(job.submittedAt),
    lastModifiedTime: new Date(job.modifiedAt),
    ...(job.endedAt === undefined ? {} : { endTime: new Date(job.endedAt) }),
    jobExpirationTime: new Date(job.submittedAt + request.timeoutDurationInHours * 3_600_000),
    ...job.counts,
  };
}

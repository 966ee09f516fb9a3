import { type KeptJobs, openKeptJobs } from '../bedrock-control';
import type { Shape } from '../service';
import type { CreateInvocationRequest } from './invocation-requests';

/** Status of a job. PartiallyCompleted and Expired need hours, which local jobs do not take. */
export type InvocationStatus =
  | 'Submitted'
  | 'Validating'
  | 'Scheduled'
  | 'InProgress'
  | 'Completed'
  | 'Failed'
  | 'Stopping'
  | 'Stopped';

/** Number of records by result. */
export interface RecordCounts {
  readonly totalRecordCount: number;
  readonly processedRecordCount: number;
  readonly successRecordCount: number;
  readonly errorRecordCount: number;
}

/** A job as it is stored: enough for another process to finish it. Times in milliseconds since the epoch. */
export interface InvocationJob {
  readonly jobId: string;
  readonly jobArn: string;
  readonly request: CreateInvocationRequest;
  readonly status: InvocationStatus;
  readonly message?: string;
  readonly submittedAt: number;
  readonly modifiedAt: number;
  readonly endedAt?: number;
  readonly counts?: RecordCounts;
}

/** Opens the store of jobs, in the order of their submission. */
export function openInvocationJobs(folder: string): KeptJobs<InvocationJob> {
  return openKeptJobs(folder, { compare: (one, other) => one.submittedAt - other.submittedAt });
}

/** Returns the output of GetModelInvocationJob, also used as a summary of ListModelInvocationJobs. */
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

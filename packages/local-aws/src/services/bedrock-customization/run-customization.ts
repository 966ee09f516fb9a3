import { millisecondsUntil } from '@document-pipelines/asl/interpreter';
import { type BedrockJobsOptions, isOver, type KeptJobs } from '../bedrock-control';
import { messageOf } from '../message-of';
import { ServiceError, type Services } from '../service';
import { carryOutCustomization, type JobEnd } from './carry-out';
import type { CustomizationJob } from './customization-job';

/** Dependencies of jobs. */
export interface RunCustomizationOptions extends Pick<BedrockJobsOptions, 'clock' | 'localAccount'> {
  readonly services: Services;
  readonly jobs: KeptJobs<CustomizationJob>;
  readonly jobSeconds: number;
}

/** Seconds between two checks whether the job was stopped. */
const lookSeconds = 0.25;

/** Runs a job until it is over. A process that ends midway leaves it InProgress or Stopping. */
export async function runCustomization(
  jobId: string,
  options: RunCustomizationOptions,
  leaving: AbortSignal,
): Promise<void> {
  const job = options.jobs.find(jobId);
  if (job === undefined) return;
  await passTime(job, options, leaving);
  if (leaving.aborted) return;
  const isStopped = options.jobs.find(jobId)?.status === 'Stopping';
  const end = isStopped ? ({ status: 'Stopped' } as const) : await carriedOut(job, options);
  if (!leaving.aborted) endJob(jobId, end, options);
}

/** Until the job's time is over, it is stopped, or the process leaves. */
async function passTime(job: CustomizationJob, options: RunCustomizationOptions, leaving: AbortSignal): Promise<void> {
  const { jobs, clock, jobSeconds } = options;
  const all = jobSeconds * 1000;
  let left = millisecondsUntil(job.createdAt + all, clock.now(), all) / 1000;
  while (!leaving.aborted && jobs.find(job.jobId)?.status === 'InProgress' && left > 0) {
    const seconds = Math.min(lookSeconds, left);
    left -= seconds;
    await clock.sleep(seconds, leaving).catch(() => undefined);
  }
}

async function carriedOut(job: CustomizationJob, options: RunCustomizationOptions): Promise<JobEnd> {
  try {
    return await carryOutCustomization(job, options);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { status: 'Failed', failureMessage: messageOf(error) };
  }
}

/** A job that was stopped meanwhile ends as Stopped, with any result. */
function endJob(jobId: string, end: JobEnd, { jobs, clock }: RunCustomizationOptions): void {
  const current = jobs.find(jobId);
  if (current === undefined || isOver(current)) return;
  const now = clock.now();
  const how = current.status === 'Stopping' ? ({ status: 'Stopped' } as const) : end;
  jobs.put({ ...current, ...how, modifiedAt: now, endedAt: now });
}

import { ServiceError } from '../service';
import { type CustomizationJob, type CustomizationJobs, isOver } from './customization-job';
import type { BedrockCustomizationOptions } from './create-bedrock-customization';
import { carryOut, UnusableDataError } from './carry-out';

/** What jobs are run with. */
export interface RunnerOptions extends BedrockCustomizationOptions {
  readonly jobs: CustomizationJobs;
  readonly jobSeconds: number;
}

/** Carries jobs out in the background. */
export interface Runner {
  /** Goes on with a job until it is over. A job that is being run already is not run twice. */
  run(jobId: string): void;
  whenIdle(): Promise<void>;
  close(): Promise<void>;
}

/** Makes a runner. A process that ends midway leaves a job InProgress or Stopping, and the next one does it again from its beginning. */
export function createRunner(options: RunnerOptions): Runner {
  const running = new Map<string, Promise<void>>();
  const leaving = new AbortController();
  const run = (jobId: string): void => {
    if (running.has(jobId) || leaving.signal.aborted) return;
    const ended = runJob(jobId, options, leaving.signal)
      .catch((error: unknown) => options.onTrouble?.(`the customization job ${jobId} is left: ${messageOf(error)}`))
      .finally(() => running.delete(jobId));
    running.set(jobId, ended);
  };
  return {
    run,
    whenIdle: async () => {
      while (running.size > 0) await Promise.all(running.values());
    },
    close: async () => {
      leaving.abort();
      await Promise.all(running.values());
    },
  };
}

/** Seconds between two looks at whether the job has been stopped. */
const lookSeconds = 0.25;

async function runJob(jobId: string, options: RunnerOptions, leaving: AbortSignal): Promise<void> {
  const job = options.jobs.find(jobId);
  if (job === undefined) return;
  await passTime(job, options, leaving);
  if (leaving.aborted) return;
  const isStopped = options.jobs.find(jobId)?.status === 'Stopping';
  const end = isStopped ? ({ status: 'Stopped' } as const) : await carriedOut(job, options);
  if (!leaving.aborted) endJob(jobId, end, options);
}

/** Until the job's time is over, it is stopped, or the process leaves. */
async function passTime(job: CustomizationJob, options: RunnerOptions, leaving: AbortSignal): Promise<void> {
  const { jobs, clock, jobSeconds } = options;
  const endsAt = job.createdAt + jobSeconds * 1000;
  while (!leaving.aborted && jobs.find(job.jobId)?.status === 'InProgress' && clock.now() < endsAt) {
    const seconds = Math.min(lookSeconds, (endsAt - clock.now()) / 1000);
    await clock.sleep(seconds, leaving).catch(() => undefined);
  }
}

/** How a job ends, with what belongs to that end. */
type JobEnd = Partial<CustomizationJob> & Pick<CustomizationJob, 'status'>;

async function carriedOut(job: CustomizationJob, options: RunnerOptions): Promise<JobEnd> {
  try {
    return { status: 'Completed', ...(await carryOut(job, options)) };
  } catch (error) {
    if (!(error instanceof UnusableDataError) && !(error instanceof ServiceError)) throw error;
    return { status: 'Failed', failureMessage: messageOf(error) };
  }
}

/** Whoever has stopped the job meanwhile has stopped it, whatever it came to. */
function endJob(jobId: string, end: JobEnd, { jobs, clock }: RunnerOptions): void {
  const current = jobs.find(jobId);
  if (current === undefined || isOver(current)) return;
  const now = clock.now();
  const how = current.status === 'Stopping' ? ({ status: 'Stopped' } as const) : end;
  jobs.put({ ...current, ...how, modifiedAt: now, endedAt: now });
}

function messageOf(error: unknown): string {
  if (error instanceof ServiceError) return `${error.name}: ${error.message}`;
  return error instanceof Error ? error.message : String(error);
}

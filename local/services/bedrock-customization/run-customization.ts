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
  const { jobs, clock, jobSeconds } = options;
  const job = jobs.find(jobId);
  if (job === undefined) return;
  const endsAt = job.createdAt + jobSeconds * 1000;
  while (jobs.find(jobId)?.status === 'InProgress' && clock.now() < endsAt) {
    await clock.sleep(Math.min(lookSeconds, (endsAt - clock.now()) / 1000), leaving).catch(() => undefined);
    if (leaving.aborted) return;
  }
  const end = (how: Partial<CustomizationJob> & Pick<CustomizationJob, 'status'>): void => {
    const current = jobs.find(jobId);
    if (current === undefined || isOver(current) || leaving.aborted) return;
    const isStopped = current.status === 'Stopping';
    jobs.put({
      ...current,
      ...(isStopped ? { status: 'Stopped' } : how),
      modifiedAt: clock.now(),
      endedAt: clock.now(),
    });
  };
  if (jobs.find(jobId)?.status === 'Stopping') return end({ status: 'Stopped' });
  try {
    end({ status: 'Completed', ...(await carryOut(job, options)) });
  } catch (error) {
    if (!(error instanceof UnusableDataError) && !(error instanceof ServiceError)) throw error;
    end({ status: 'Failed', failureMessage: messageOf(error) });
  }
}

function messageOf(error: unknown): string {
  if (error instanceof ServiceError) return `${error.name}: ${error.message}`;
  return error instanceof Error ? error.message : String(error);
}

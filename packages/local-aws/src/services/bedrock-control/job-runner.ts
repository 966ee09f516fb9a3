import { messageOf } from '../message-of';
import type { OnTrouble } from '../service';

/** How jobs of one kind are run. */
export interface JobRunnerOptions {
  /** What people read, e.g. `customization job`. */
  readonly called: string;
  /**
   * Continues a job until it is over, or until `leaving` is aborted because the process ends. An error that it throws is a defect: the
   * job stays as it is.
   */
  readonly carryOut: (jobId: string, leaving: AbortSignal) => Promise<void>;
  /** Called for defects. */
  readonly onTrouble?: OnTrouble;
}

/** Carries jobs out in the background. */
export interface JobRunner {
  /** Goes on with a job until it is over. A running job is not run twice. */
  run(jobId: string): void;
  /** Resolves when no job is running. */
  whenIdle(): Promise<void>;
  /** Stops at once; unfinished jobs stay as they are for the next process. */
  close(): Promise<void>;
}

/** Creates a runner. A process that ends midway leaves a job as it is, and the next process runs it again from the beginning. */
export function createJobRunner({ called, carryOut, onTrouble }: JobRunnerOptions): JobRunner {
  const running = new Map<string, Promise<void>>();
  const leaving = new AbortController();
  return {
    run: (jobId) => {
      if (running.has(jobId) || leaving.signal.aborted) return;
      const ended = carryOut(jobId, leaving.signal)
        .catch((error: unknown) => onTrouble?.(`the ${called} ${jobId} is left: ${messageOf(error)}`, error))
        .finally(() => running.delete(jobId));
      running.set(jobId, ended);
    },
    whenIdle: async () => {
      while (running.size > 0) await Promise.all(running.values());
    },
    close: async () => {
      leaving.abort();
      await Promise.all(running.values());
    },
  };
}

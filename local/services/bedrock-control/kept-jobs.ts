import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { jsonFilesIn, readJsonFile, writeJsonFile } from '../../json-file';
import type { Place } from '../../kinds/kind';

/** What every kind of job is kept with, beside what is its own. */
export interface KeptJob {
  readonly jobId: string;
  readonly jobArn: string;
  readonly status: string;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
}

/** Keeps jobs in a folder, each file written whole or not at all. */
export interface KeptJobs<Job extends KeptJob> {
  put(job: Job): void;
  /** By ARN, id, or what else names a job of this kind. */
  find(identifier: string): Job | undefined;
  all(): readonly Job[];
}

/** What differs between the kinds of jobs that are kept. */
export interface KeptJobsOptions<Job extends KeptJob> {
  /** What names a job beside its ARN and its id. */
  readonly namesOf?: (job: Job) => readonly string[];
  /** The order of `all`; by id where there is none. */
  readonly compare?: (one: Job, other: Job) => number;
}

/** Opens the store; the folder is made when first written to. */
export function openKeptJobs<Job extends KeptJob>(
  folder: string,
  { namesOf = () => [], compare = () => 0 }: KeptJobsOptions<Job> = {},
): KeptJobs<Job> {
  const all = () =>
    jsonFilesIn(folder)
      .flatMap((file) => {
        const job = readJsonFile<Job>(file);
        return job === undefined ? [] : [job];
      })
      .sort(compare);
  return {
    put: (job) => writeJsonFile(join(folder, `${job.jobId}.json`), job),
    find: (identifier) => all().find((job) => [job.jobArn, job.jobId, ...namesOf(job)].includes(identifier)),
    all,
  };
}

/** Whether nothing more comes of a job. */
export function isOver({ status }: Pick<KeptJob, 'status'>): boolean {
  return status === 'Completed' || status === 'Failed' || status === 'Stopped';
}

/** A job's id: the same words are the same job, in any process. */
export function jobIdOf({ account, region }: Place, words: readonly string[]): string {
  return createHash('sha256')
    .update(JSON.stringify([account, region, ...words]))
    .digest('hex')
    .slice(0, 12);
}

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { jsonFilesIn, readJsonFile, writeJsonFile } from '../../json-file';
import type { LocalAccount } from '../../local-account';

/** Members of every stored job. */
export interface KeptJob {
  readonly jobId: string;
  readonly jobArn: string;
  readonly status: string;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
}

/** Stores jobs in a folder; each file is written atomically. */
export interface KeptJobs<Job extends KeptJob> {
  put(job: Job): void;
  /** By ARN, id, or what else names a job of this kind. */
  find(identifier: string): Job | undefined;
  all(): readonly Job[];
}

/** What differs between the types of stored jobs. */
export interface KeptJobsOptions<Job extends KeptJob> {
  /** Returns names of a job other than its ARN and its id. */
  readonly namesOf?: (job: Job) => readonly string[];
  /** The order of `all`; by default, by id. */
  readonly compare?: (one: Job, other: Job) => number;
}

/** Opens the store; the folder is created at the first write. */
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

/** Whether a job has ended. */
export function isOver({ status }: Pick<KeptJob, 'status'>): boolean {
  return status === 'Completed' || status === 'Failed' || status === 'Stopped';
}

/** Returns a job's id: the same words have the same id, in any process. */
export function jobIdOf({ account, region }: LocalAccount, words: readonly string[]): string {
  return createHash('sha256')
    .update(JSON.stringify([account, region, ...words]))
    .digest('hex')
    .slice(0, 12);
}

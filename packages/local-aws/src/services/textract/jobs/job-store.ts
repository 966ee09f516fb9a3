import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Caller } from '../../service';
import type { DetectedText } from '../blocks';
import type { StartDetectionRequest } from '../requests';

/** Status of a job. */
export type StoredJobStatus = 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED';

/** A job as it is stored: enough for another process to finish it. */
export interface Job {
  readonly jobId: string;
  readonly request: StartDetectionRequest;
  /** Whose permissions are used to read the document and write the output. */
  readonly caller: Caller;
  readonly status: StoredJobStatus;
  readonly statusMessage?: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly pages?: number;
  readonly blockCount?: number;
  readonly modelVersion?: string;
  /** Whether the notice was sent; true from the start if no notice was requested. */
  readonly noticeSent: boolean;
}

/** Blocks of one result file, and of one page of GetDocumentTextDetection at most. */
export const blocksPerFile = 1000;

/** Stores jobs and their blocks in a folder; each file is written atomically. */
export interface JobStore {
  get(jobId: string): Promise<Job | undefined>;
  put(job: Job): Promise<void>;
  all(): Promise<Job[]>;
  /** Stores the blocks in files of blocksPerFile. */
  putBlocks(jobId: string, detected: DetectedText): Promise<void>;
  /** Returns the blocks `from` (included) to `to` (excluded). */
  blocks(jobId: string, from: number, to: number): Promise<unknown[]>;
}

/** Opens the store; the folder is created at the first write. */
export function openJobStore(folder: string): JobStore {
  const jobFile = (jobId: string) => join(folder, `${jobId}.json`);
  const blockFile = (jobId: string, index: number) => join(folder, jobId, `${index + 1}.json`);
  return {
    get: async (jobId) => (await readJson(jobFile(jobId))) as Job | undefined,
    put: async (job) => {
      await mkdir(folder, { recursive: true });
      await writeWhole(jobFile(job.jobId), job);
    },
    all: async () => {
      const names = await readdir(folder).catch(() => []);
      const jobs = names.filter((name) => name.endsWith('.json')).map((name) => readJson(join(folder, name)));
      return (await Promise.all(jobs)) as Job[];
    },
    putBlocks: async (jobId, { blocks }) => {
      await mkdir(join(folder, jobId), { recursive: true });
      for (let from = 0; from < blocks.length; from += blocksPerFile) {
        await writeWhole(blockFile(jobId, from / blocksPerFile), blocks.slice(from, from + blocksPerFile));
      }
    },
    blocks: async (jobId, from, to) => {
      const found: unknown[] = [];
      for (let index = Math.floor(from / blocksPerFile); index * blocksPerFile < to; index += 1) {
        const blocks = ((await readJson(blockFile(jobId, index))) ?? []) as unknown[];
        const first = index * blocksPerFile;
        found.push(...blocks.slice(Math.max(0, from - first), to - first));
      }
      return found;
    },
  };
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function writeWhole(file: string, value: unknown): Promise<void> {
  await writeFile(`${file}.new`, JSON.stringify(value));
  await rename(`${file}.new`, file);
}

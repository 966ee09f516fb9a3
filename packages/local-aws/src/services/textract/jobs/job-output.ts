import type { Caller, Services, Shape } from '../../service';
import { blocksPerFile, type Job, type JobStore } from './job-store';

/** One page of GetDocumentTextDetection, which is also what a result file holds. */
export async function jobPage(
  store: JobStore,
  job: Job,
  range: { readonly from: number; readonly to: number },
): Promise<Shape> {
  if (job.status === 'IN_PROGRESS') return { JobStatus: job.status };
  const to = Math.min(range.to, job.blockCount ?? 0);
  return {
    JobStatus: job.status,
    ...(job.statusMessage === undefined ? {} : { StatusMessage: job.statusMessage }),
    ...(job.pages === undefined ? {} : { DocumentMetadata: { Pages: job.pages } }),
    Blocks: await store.blocks(job.jobId, range.from, to),
    ...(job.modelVersion === undefined ? {} : { DetectDocumentTextModelVersion: job.modelVersion }),
    ...(to < (job.blockCount ?? 0) ? { NextToken: tokenOf(to) } : {}),
  };
}

/** Returns a NextToken with the number of the next block. */
export function tokenOf(from: number): string {
  return Buffer.from(`block:${from}`).toString('base64url');
}

/** Returns the block at which a NextToken continues; undefined for an unknown token. */
export function blockOfToken(token: string): number | undefined {
  const match = /^block:(\d+)$/.exec(Buffer.from(token, 'base64url').toString('utf8'));
  return match === null ? undefined : Number(match[1]);
}

const defaultPrefix = 'textract_output';

/** Writes `<prefix>/<job id>/.s3_access_check`, as Textract does before it begins: so a missing permission fails at once. */
export async function checkOutputAccess(services: Services, job: Job): Promise<void> {
  await write(services, job, { name: '.s3_access_check', body: '' });
}

/** Writes the results as files named 1, 2 … with 1,000 blocks each. */
export async function writeOutput(services: Services, store: JobStore, job: Job): Promise<void> {
  if (job.request.OutputConfig === undefined) return;
  const files = Math.max(1, Math.ceil((job.blockCount ?? 0) / blocksPerFile));
  for (let file = 0; file < files; file += 1) {
    const page = await jobPage(store, job, { from: file * blocksPerFile, to: (file + 1) * blocksPerFile });
    const { NextToken: _, ...content } = page;
    await write(services, job, { name: String(file + 1), body: JSON.stringify(content) });
  }
}

async function write(
  services: Services,
  job: Job,
  file: { readonly name: string; readonly body: string },
): Promise<void> {
  const output = job.request.OutputConfig;
  if (output === undefined) return;
  const caller: Caller = job.caller;
  const Key = `${output.S3Prefix ?? defaultPrefix}/${job.jobId}/${file.name}`;
  await services.call('s3', 'PutObject', { Bucket: output.S3Bucket, Key, Body: Buffer.from(file.body) }, caller);
}

import type { Account } from '../../account';
import { confirmChange } from '../../changes';
import { planResume, removeOvertaken, startResumed } from '../resume/resume-batch';
import type { Resumable } from '../resume/resume-items';
import { type EndedBatch, followToEnd } from '../run/run-to-end';
import { type BatchRunOptions, withBatchAccount } from '../run/with-batch-account';
import { reportBatch } from './run';

/** `pipelines batch resume`. */
export interface ResumeBatchOptions extends BatchRunOptions {
  readonly batchId: string;
  /** Print what would be done, without doing it. */
  readonly dryRun: boolean;
}

/** Starts a batch of what failed or stayed pending in another: 0 where everything was done, 1 where something is left. */
export async function resumeBatch(options: ResumeBatchOptions): Promise<0 | 1> {
  const { console, json } = options;
  const { resumable, ended } = await withBatchAccount('pipelines batch resume', options, (account) =>
    resumeIn(account, options),
  );
  if (ended !== undefined) return reportBatch(ended, options);
  if (json) console.json(resumable);
  return 0;
}

/** What a resume found, and the result. A dry run, or a batch that is done, starts no batch. */
export interface ResumedTo {
  readonly resumable: Resumable;
  readonly ended?: EndedBatch;
}

/** As {@link resumeBatch} in an open account, without printing the result. Throws CannotRunError. */
export async function resumeIn(account: Account, options: ResumeBatchOptions): Promise<ResumedTo> {
  const plan = await planResume(account, options.batchId);
  const { resumable, batchId } = plan;
  sayResumable(resumable, options);
  if (options.dryRun || resumable.items.length === 0) return { resumable };
  await confirmChange(account, `start the batch ${batchId} of ${resumable.items.length} item(s)`, options);
  const executionArn = await startResumed(account, plan);
  const ended = await followToEnd(account, { batchId, executionArn }, options);
  await removeOvertaken(account, plan);
  return { resumable, ended };
}

function sayResumable({ items, leftOut }: Resumable, { batchId, dryRun, console }: ResumeBatchOptions): void {
  for (const { key, why, fix } of leftOut)
    console.say(`skipped ${key}: ${why}${fix === undefined ? '' : `; \`${fix}\``}`);
  if (items.length === 0) console.say(`batch ${batchId} has no items to resume`);
  else console.say(`${items.length} item(s) of batch ${batchId} ${dryRun ? 'would be' : 'are'} resumed`);
}

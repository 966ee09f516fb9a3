import { CannotRunError } from '@document-pipelines/local-aws/environment';
import type { Account } from '../../account';
import { audited, confirmChange } from '../../changes';
import {
  readDeadLetters,
  receiveDeadLetters,
  releaseDeadLetters,
  removeDeadLetters,
} from '../../ledger/evidence/dead-letters';
import { gatherEvidence } from '../../ledger/evidence/evidence';
import { overtakenBy } from '../../ledger/gaps/dead-letter-gaps';
import { documentIdOf } from '../../ledger/object-pointer';
import { successorName } from '../../ledger/redrive/successor';
import { type BatchItem, type BatchRecord, describeBatch, readBatch, readItems } from '../batch-record';
import { type Resumable, resumeItems } from '../resume/resume-items';
import { jsonLines, putManifest } from '../run/batch-request';
import { type EndedBatch, followToEnd } from '../run/run-to-end';
import { startBatch } from '../run/start-batch';
import { type BatchRunOptions, withBatchAccount } from '../run/with-batch-account';
import { noSuchBatch } from './no-such-batch';
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
  const batch = await batchToResume(account, options.batchId);
  const resumable = await readResumable(account, batch);
  sayResumable(resumable, options);
  if (options.dryRun || resumable.items.length === 0) return { resumable };
  const batchId = await freeBatchId(account, batch);
  await confirmChange(account, `start the batch ${batchId} of ${resumable.items.length} item(s)`, options);
  const audit = { command: 'batch resume', request: { batchId, resumes: batch.batchId, items: resumable.items } };
  const executionArn = await audited(account, audit, async () => {
    const request = await putManifest(account, batchId, { format: 'JSONL', text: jsonLines(resumable.items) });
    return startBatch(account, { batchId, request });
  });
  const ended = await followToEnd(account, { batchId, executionArn }, options);
  await removeOvertaken(account, resumable.items, batch.executionArn);
  return { resumable, ended };
}

async function batchToResume(account: Account, batchId: string): Promise<BatchRecord> {
  const batch = await readBatch(account, batchId);
  if (batch === undefined) throw noSuchBatch(batchId, account.commands);
  if (batch.status === 'RUNNING') throw new CannotRunError(`batch ${batchId} still runs: ${batch.executionArn}`);
  return batch;
}

/** Waits for running executions first: one that has just sent its dead letter has not ended yet. */
async function readResumable(account: Account, { batchId, summary }: BatchRecord): Promise<Resumable> {
  await account.settle(20);
  const evidence = await gatherEvidence(account, await readDeadLetters(account));
  return resumeItems(evidence, {
    items: await readItems(account, batchId),
    summary,
    commands: account.commands,
  });
}

function sayResumable({ items, leftOut }: Resumable, { batchId, dryRun, console }: ResumeBatchOptions): void {
  for (const { key, why, fix } of leftOut)
    console.say(`skipped ${key}: ${why}${fix === undefined ? '' : `; \`${fix}\``}`);
  if (items.length === 0) console.say(`batch ${batchId} has no items to resume`);
  else console.say(`${items.length} item(s) of batch ${batchId} ${dryRun ? 'would be' : 'are'} resumed`);
}

/** `<batch>-r1`, or the next number that neither a batch nor an execution has. */
async function freeBatchId(account: Account, { batchId, executionArn }: BatchRecord): Promise<string> {
  const arnOf = (name: string): string => executionArn.replace(/[^:]+$/, name);
  for (let name = successorName(batchId); ; name = successorName(name)) {
    if ((await readBatch(account, name)) !== undefined) continue;
    if ((await describeBatch(account, arnOf(name))).status === 'MISSING') return name;
  }
}

/** Removes the dead letters of the documents that were resumed, and of the batch itself. A kill before this leaves it to `pipelines redrive`. */
async function removeOvertaken(account: Account, items: readonly BatchItem[], executionArn: string): Promise<void> {
  const resumed = new Set(items.map(documentIdOf));
  const letters = await receiveDeadLetters(account);
  const evidence = await gatherEvidence(account, letters);
  const done = letters
    .filter((letter) => letter.executionArn === executionArn || resumed.has(letter.documentId ?? ''))
    .filter((letter) => overtakenBy(evidence, letter) !== undefined);
  await removeDeadLetters(account, done);
  await releaseDeadLetters(
    account,
    letters.filter((letter) => !done.includes(letter)),
  );
}

import { CannotRunError } from '@document-pipelines/local-aws/environment';
import type { Account } from '../../account';
import { audited } from '../../changes';
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
import { type BatchRecord, describeBatch, readBatch, readItems } from '../batch-record';
import { noSuchBatch } from '../no-such-batch';
import { jsonLines, putManifest } from '../run/batch-request';
import { startBatch } from '../run/start-batch';
import { type Resumable, resumeItems } from './resume-items';

/** What a resume of a batch would do. */
export interface ResumePlan {
  /** The batch that is resumed. */
  readonly resumes: BatchRecord;
  /** The id of the new batch. */
  readonly batchId: string;
  readonly resumable: Resumable;
}

/**
 * Returns what a resume would do, without doing it. Waits `settleSeconds` for running executions first: one that has just sent its dead
 * letter has not ended yet. Throws CannotRunError if there is no such batch, or if it still runs.
 */
export async function planResume(account: Account, id: string, settleSeconds = 20): Promise<ResumePlan> {
  const resumes = await batchToResume(account, id);
  await account.settle(settleSeconds);
  const evidence = await gatherEvidence(account, await readDeadLetters(account));
  const { summary } = resumes;
  const resumable = resumeItems(evidence, { items: await readItems(account, id), summary, commands: account.commands });
  return { resumes, batchId: await freeBatchId(account, resumes), resumable };
}

/** Starts the new batch, between two records of the audit, and returns its execution. */
export async function startResumed(account: Account, { resumes, batchId, resumable }: ResumePlan): Promise<string> {
  const { items } = resumable;
  const audit = { command: 'batch resume', request: { batchId, resumes: resumes.batchId, items } };
  return audited(account, audit, async () => {
    const request = await putManifest(account, batchId, { format: 'JSONL', text: jsonLines(items) });
    return startBatch(account, { batchId, request });
  });
}

/**
 * Removes the dead letters of the documents that were resumed, and of the batch itself, once the new batch has ended. A kill before this
 * leaves it to `pipelines redrive`.
 */
export async function removeOvertaken(account: Account, { resumes, resumable }: ResumePlan): Promise<void> {
  const resumed = new Set(resumable.items.map(documentIdOf));
  const letters = await receiveDeadLetters(account);
  const evidence = await gatherEvidence(account, letters);
  const done = letters
    .filter((letter) => letter.executionArn === resumes.executionArn || resumed.has(letter.documentId ?? ''))
    .filter((letter) => overtakenBy(evidence, letter) !== undefined);
  await removeDeadLetters(account, done);
  await releaseDeadLetters(
    account,
    letters.filter((letter) => !done.includes(letter)),
  );
}

async function batchToResume(account: Account, batchId: string): Promise<BatchRecord> {
  const batch = await readBatch(account, batchId);
  if (batch === undefined) throw noSuchBatch(batchId, account.commands);
  if (batch.status === 'RUNNING') throw new CannotRunError(`batch ${batchId} still runs: ${batch.executionArn}`);
  return batch;
}

/** `<batch>-r1`, or the next number that neither a batch nor an execution has. */
async function freeBatchId(account: Account, { batchId, executionArn }: BatchRecord): Promise<string> {
  const arnOf = (name: string): string => executionArn.replace(/[^:]+$/, name);
  for (let name = successorName(batchId); ; name = successorName(name)) {
    if ((await readBatch(account, name)) !== undefined) continue;
    if ((await describeBatch(account, arnOf(name))).status === 'MISSING') return name;
  }
}

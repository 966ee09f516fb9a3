import { setTimeout as delay } from 'node:timers/promises';
import { isJsonObject, type Json } from '@document-pipelines/asl/definition';
import { UserError } from '@document-pipelines/asl/diagnostics';
import type { Act } from '@document-pipelines/asl/ui';
import type { Account } from '../../account';
import { describeBatch } from '../../batch/batch-record';
import { planResume, type ResumePlan, removeOvertaken, startResumed } from '../../batch/resume/resume-batch';
import { documentIdOf } from '../../ledger/object-pointer';
import type { ResumedDocument, ResumeInput, ShownResume } from './batch-model';

/** Seconds to wait for executions that are about to end: a page does not wait for those that work on. */
const settleSeconds = 1;
/** Documents that a confirmation can name, all of them. */
const mostDocuments = 500;
/** Seconds between two looks at a resumed batch. */
const lookEvery = { process: 1, endpoint: 2, aws: 15 } as const;

/** Returns what a resume would do. Throws CannotRunError. */
export async function readResume(account: Account, id: string): Promise<ShownResume> {
  const { resumes, batchId, resumable } = await planResume(account, id, settleSeconds);
  const { items, leftOut } = resumable;
  if (items.length > mostDocuments)
    throw new UserError(`${items.length} documents are more than a page can resume`, {
      help: `use ${account.commands.resumeBatch(id)}`,
    });
  return {
    input: { resumes: resumes.batchId, batchId, documents: documentsOf(items) },
    leftOut: leftOut.map(({ key, why, fix }) => ({ key, why, ...(fix === undefined ? {} : { fix }) })),
    command: account.commands.resumeBatch(id),
  };
}

/**
 * Resuming batches, as `pipelines batch resume` does: it starts exactly the documents that were shown, and removes their dead letters once
 * the new batch has ended. `ended`: when the page is closed; what is not removed until then is left to `pipelines redrive`.
 */
export function batchActs(account: Account, ended: AbortSignal): readonly Act[] {
  return [
    {
      name: 'batches/resume',
      check: (input) => resumeIn(input) as unknown as Json,
      describe: (input) => {
        const { resumes, batchId, documents } = resumeIn(input);
        const names = documents.map(({ key }) => key).join(', ');
        return `Start the batch ${batchId} of ${documents.length} document(s) that ${resumes} has left: ${names}. Their dead letters are removed when it has ended`;
      },
      run: async (input) => {
        const asked = resumeIn(input);
        const plan = await planResume(account, asked.resumes, settleSeconds);
        if (!isSame(plan, asked))
          throw new UserError('what can be resumed has changed meanwhile: nothing was started', {
            help: 'look again at what would be resumed',
          });
        const executionArn = await startResumed(account, plan);
        void finish(account, { plan, executionArn, ended });
        return { batchId: plan.batchId, executionArn };
      },
    },
  ];
}

async function finish(
  account: Account,
  { plan, executionArn, ended }: { plan: ResumePlan; executionArn: string; ended: AbortSignal },
): Promise<void> {
  try {
    while ((await describeBatch(account, executionArn)).status === 'RUNNING')
      await delay(lookEvery[account.kind] * 1000, undefined, { signal: ended, ref: false });
    await removeOvertaken(account, plan);
  } catch {
    // The page has ended, or the account cannot be read any more: `pipelines redrive` removes them.
  }
}

function isSame({ batchId, resumable: { items } }: ResumePlan, asked: ResumeInput): boolean {
  return batchId === asked.batchId && JSON.stringify(documentsOf(items)) === JSON.stringify(asked.documents);
}

function documentsOf(items: ResumePlan['resumable']['items']): readonly ResumedDocument[] {
  return items.map((item) => ({ documentId: documentIdOf(item), key: item.key }));
}

function resumeIn(input: unknown): ResumeInput {
  const { resumes, batchId, documents } = isJsonObject(input as Json) ? (input as Record<string, unknown>) : {};
  if (!isBatchId(resumes) || !isBatchId(batchId)) throw new UserError('resumes and batchId must be ids of batches');
  if (!Array.isArray(documents) || documents.length === 0) throw new UserError('documents must name what is resumed');
  return { resumes, batchId, documents: documents.map(documentIn) };
}

function documentIn(document: unknown): ResumedDocument {
  const { documentId, key } = isJsonObject(document as Json) ? (document as Record<string, unknown>) : {};
  if (typeof documentId !== 'string' || typeof key !== 'string')
    throw new UserError('each document must have a documentId and a key');
  return { documentId, key };
}

function isBatchId(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9_-]{1,80}$/.test(value);
}

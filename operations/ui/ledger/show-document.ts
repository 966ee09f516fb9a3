import type { CostAssumptions } from '@document-pipelines/asl/config';
import type { Json } from '@document-pipelines/asl/definition';
import { NotFoundError } from '@document-pipelines/asl/ui';
import { type Account, unlessDenied } from '../../account';
import { readRecords } from '../../ledger/commands/show-document';
import { readLedgerRow } from '../../ledger/evidence/rows';
import { readStory } from '../../trace/read-story';
import type { Story } from '../../trace/story';
import { findSubject } from '../../trace/subject/find-subject';
import type { Subject } from '../../trace/subject/subject';
import { storyLines } from '../../trace/text/story-lines';
import type { DocumentRecords, ShownDocument } from './ledger-model';

/** Reads one document by its id, the beginning of it, its key or a file name; without content. Throws UserError, NotFoundError. */
export async function showDocument(account: Account, id: string, assumptions: CostAssumptions): Promise<ShownDocument> {
  const subject = await subjectOf(account, id);
  if (subject.kind !== 'document') throw new NotFoundError(`${id} is an execution without a document`);
  const { documentId } = subject;
  const row = await readLedgerRow(account, documentId);
  const shown = {
    documentId,
    name: row?.pointer?.key ?? documentId,
    status: row?.status ?? 'no row',
    ...(row === undefined ? {} : { row: membersOf(row), executionArn: row.executionArn }),
  };
  // A policy may allow rows, but not histories.
  const story = await unlessDenied(readStory(account, subject, { data: false, assumptions }));
  return story === undefined ? shown : { ...shown, name: story.object?.key ?? shown.name, story: partsOf(story) };
}

function partsOf(story: Story): NonNullable<ShownDocument['story']> {
  const { review, row, executions, duplicates, deadLetters, price, next } = story;
  return {
    executions: executions.map(executionOf),
    duplicates,
    letters: deadLetters.length,
    ...(review === undefined ? {} : { reviewId: review.reviewId }),
    isWaiting: review?.status === 'WAITING' && row?.status === 'IN_REVIEW',
    dollars: price.dollars,
    next,
    lines: storyLines(story),
  };
}

/** A documentId without a row is one too: its dead letter, or what reconciling found, names it. */
async function subjectOf(account: Account, id: string): Promise<Subject> {
  if (!/^[0-9a-f]{64}$/.test(id)) return findSubject(account, id);
  return { kind: 'document', documentId: id, pointer: (await readLedgerRow(account, id))?.pointer };
}

function executionOf({ executionArn, status, startedAt, stoppedAt, redriveOf, error }: Story['executions'][number]) {
  return {
    executionArn,
    status,
    startedAt,
    ...(stoppedAt === undefined ? {} : { stoppedAt }),
    ...(redriveOf === undefined ? {} : { redriveOf }),
    ...(error === undefined ? {} : { error }),
  };
}

function membersOf({
  status,
  checkpoint,
  attempts,
  pointer,
  details,
}: NonNullable<Awaited<ReturnType<typeof readLedgerRow>>>): Readonly<Record<string, string>> {
  const version: Readonly<Record<string, string>> = pointer === undefined ? {} : { versionId: pointer.versionId };
  return { status, checkpoint, attempts: String(attempts), ...version, ...details };
}

/** Reads what `pipelines ledger show` prints: all evidence, which takes minutes for millions of documents. */
export async function showRecords(account: Account, documentId: string): Promise<DocumentRecords> {
  const records = await readRecords(account, documentId);
  return { records: records as Json, gaps: records['gaps'] as DocumentRecords['gaps'] };
}

import { deadLettersOf, type Evidence, hasNotBegun, ownerState, unregisteredOf } from '../../ledger/evidence/evidence';
import { isListed } from '../../ledger/evidence/object-versions';
import type { LedgerRow } from '../../ledger/evidence/rows';
import { documentIdOf } from '../../ledger/object-pointer';
import type { OperatorCommands } from '../../operator-commands';
import type { BatchItem, BatchSummary } from '../batch-record';

/** An item that is not in the resumed batch, though the batch itself did not finish it. */
export interface LeftOut {
  readonly documentId: string;
  readonly key: string;
  readonly why: string;
  /** The command that fixes it, if one does. */
  readonly fix?: string;
}

/** The items of a resumed batch, and those left out. */
export interface Resumable {
  readonly items: readonly BatchItem[];
  readonly leftOut: readonly LeftOut[];
}

/** The batch that is resumed. */
export interface ResumedBatch {
  readonly items: readonly BatchItem[];
  /** Absent if the batch failed before it was written: then every item may be open. */
  readonly summary: Pick<BatchSummary, 'failed' | 'pending'> | undefined;
  /** What is printed for an item that a redrive helps. */
  readonly commands: Pick<OperatorCommands, 'redrive'>;
}

/** What is decided of one item; undefined if the item is not reported. */
type Decision = { readonly take: BatchItem } | Pick<LeftOut, 'why' | 'fix'> | undefined;

/**
 * What failed or never began, as RegisterDocument would accept it: a FAILED document in place of the execution that owns its row. An
 * item that the batch did is not reported, unless it has failed since.
 */
export function resumeItems(evidence: Evidence, { items, summary, commands }: ResumedBatch): Resumable {
  const open = summary === undefined ? undefined : new Set([...summary.failed, ...summary.pending].map(documentIdOf));
  const taken: BatchItem[] = [];
  const leftOut: LeftOut[] = [];
  for (const [documentId, item] of new Map(items.map((each) => [documentIdOf(each), each]))) {
    const decision = decide(evidence, {
      documentId,
      item,
      isOpen: open === undefined || open.has(documentId),
      commands,
    });
    if (decision === undefined) continue;
    if ('take' in decision) taken.push(decision.take);
    else leftOut.push({ documentId, key: item.key, ...decision });
  }
  return { items: taken, leftOut };
}

interface Candidate {
  readonly documentId: string;
  readonly item: BatchItem;
  readonly isOpen: boolean;
  readonly commands: Pick<OperatorCommands, 'redrive'>;
}

function decide(evidence: Evidence, candidate: Candidate): Decision {
  const { documentId, item, isOpen, commands } = candidate;
  const row = evidence.rows.get(documentId);
  if (row === undefined) return decideUnregistered(evidence, candidate);
  const redrive = commands.redrive(documentId);
  switch (row.status) {
    case 'STORED':
    case 'REJECTED':
      return isOpen ? { why: `it has been ${row.status.toLowerCase()} meanwhile` } : undefined;
    case 'HANDED_OVER':
      return handedOver(evidence, { row, isOpen, redrive });
    case 'FAILED':
      return decideFailed(evidence, row, item);
    default:
      if (isGoingOn(evidence, row))
        return isOpen ? { why: `${row.executionArn} processes it: ${row.status}` } : undefined;
      return { why: `its row is ${row.status}, its execution is ${ownerState(evidence, row)}`, fix: redrive };
  }
}

function decideUnregistered(evidence: Evidence, { documentId, item }: Candidate): Decision {
  const [running] = unregisteredOf(evidence, documentId);
  if (running !== undefined) return { why: `${running.executionArn} is about to register it` };
  if (isGone(evidence, documentId, item)) return gone;
  const { bucket, key, versionId } = item;
  if (hasNotBegun(evidence, documentId)) return { take: { bucket, key, versionId } };
  const attempts = deadLettersOf(evidence, documentId).map((letter) => letter.attempts);
  return { take: { bucket, key, versionId, attempt: Math.max(...attempts) + 1 } };
}

function decideFailed(evidence: Evidence, row: LedgerRow, { bucket, key, versionId }: BatchItem): Decision {
  if (isGoingOn(evidence, row)) return { why: `${row.executionArn} is being redriven` };
  if (isGone(evidence, row.documentId, { key })) return gone;
  const letters = deadLettersOf(evidence, row.documentId).map(({ attempts }) => attempts);
  const attempt = Math.max(row.attempts, ...letters) + 1;
  return { take: { bucket, key, versionId, redriveOf: row.executionArn, attempt, checkpoint: row.checkpoint } };
}

function handedOver(
  evidence: Evidence,
  { row, isOpen, redrive }: { readonly row: LedgerRow; readonly isOpen: boolean; readonly redrive: string },
): Decision {
  const isTaken = evidence.unregistered.some(({ redriveOf }) => redriveOf === row.executionArn);
  if (isTaken) return isOpen ? { why: 'it has been handed over to an execution of its own' } : undefined;
  return { why: 'it has been handed over, but no execution has continued', fix: redrive };
}

const gone = { why: 'the object version was deleted: it cannot be read again' };

function isGone({ versions }: Evidence, documentId: string, { key }: Pick<BatchItem, 'key'>): boolean {
  return isListed(key) && !versions.has(documentId);
}

function isGoingOn(evidence: Evidence, row: LedgerRow): boolean {
  return ['RUNNING', 'PENDING_REDRIVE'].includes(ownerState(evidence, row));
}

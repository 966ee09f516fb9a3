import { setTimeout as delay } from 'node:timers/promises';
import type { Account } from '../account';
import { readDamagedObjects } from './evidence/damaged-objects';
import { readDeadLetters } from './evidence/dead-letters';
import { type Evidence, gatherEvidence } from './evidence/evidence';
import { findGaps } from './gaps/find-gaps';
import { fixCommands, type Gap } from './gaps/gap';
import { waitingForBatch } from './gaps/object-gaps';
import { documentIdOf } from './object-pointer';

/** The result of reconciling. */
export interface Reconciliation {
  /** Object versions, and rows whose object is gone by now; what waits for a batch is not counted. */
  readonly documents: number;
  /** Number of documents by ledger status; `none` counts those without a row. */
  readonly places: Readonly<Record<string, number>>;
  /** Keys under batch/ that are neither registered nor named by a batch. They are not gaps. */
  readonly waitingForBatch: readonly string[];
  readonly letters: number;
  readonly gaps: readonly Gap[];
}

/** Longest time for executions to become idle, and the time between two reads, in seconds. */
const settleSeconds = 20;
const betweenLooksSeconds = 1;

/**
 * Reads every object, and compares the bucket listing, the ledger, the executions, what batches left, the reviews and the dead
 * letters. They cannot be read in one moment, so a gap counts only if a second read shows it again.
 */
export async function reconcile(account: Account): Promise<Reconciliation> {
  await account.settle(settleSeconds);
  const first = await look(account);
  if (first.gaps.length === 0) return reconciliation(first.evidence, []);
  await delay(betweenLooksSeconds * 1000);
  const second = await look(account);
  const before = new Set(first.gaps.map(identityOf));
  return reconciliation(
    second.evidence,
    second.gaps.filter((gap) => before.has(identityOf(gap))),
  );
}

interface Look {
  readonly evidence: Evidence;
  readonly gaps: readonly Gap[];
}

async function look(account: Account): Promise<Look> {
  // S3 itself checks what it stores; local files can be damaged.
  const damaged = account.kind === 'aws' ? [] : await readDamagedObjects(account);
  const evidence = await gatherEvidence(account, await readDeadLetters(account), damaged);
  return { evidence, gaps: findGaps(evidence, fixCommands(account.commands, account.names.resultsBucketName)) };
}

function identityOf({ kind, documentId, message }: Gap): string {
  return JSON.stringify([kind, documentId, message]);
}

function reconciliation(evidence: Evidence, gaps: readonly Gap[]): Reconciliation {
  const { versions, rows, letters } = evidence;
  const waiting = waitingForBatch(evidence);
  const documentIds = new Set([...versions.keys(), ...rows.keys()]);
  for (const pointer of waiting) documentIds.delete(documentIdOf(pointer));
  const places: Record<string, number> = {};
  for (const documentId of documentIds) {
    const status = rows.get(documentId)?.status ?? 'none';
    places[status] = (places[status] ?? 0) + 1;
  }
  const keys = waiting.map(({ key }) => key);
  return { documents: documentIds.size, places, waitingForBatch: keys, letters: letters.length, gaps };
}

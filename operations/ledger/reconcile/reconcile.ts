import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Account } from '../../account';
import { readDamagedObjects } from '../evidence/damaged-objects';
import { readDeadLetters } from '../evidence/dead-letters';
import type { Evidence } from '../evidence/evidence';
import { listUnsuccessful, readUnregistered } from '../evidence/executions';
import { readReviewRows } from '../evidence/rows';
import { findGaps } from '../gaps/find-gaps';
import { fixCommands, type Gap } from '../gaps/gap';
import { waitingForBatch } from '../gaps/object-gaps';
import { documentIdOf } from '../object-pointer';
import { evidenceOf, type SharedEvidence } from './partition-evidence';
import { type Reading, type ReadRecords, readAll } from './read-all';
import { partitionOf } from './record-store';
import { recordsAgain } from './records-again';
import { resultSource, rowSource, type Source, versionSources } from './sources';

/** The result of reconciling. */
export interface Reconciliation {
  /** Object versions, and rows whose object is gone by now; what waits for a batch is not counted. */
  readonly documents: number;
  /** Number of documents by ledger status; `none` counts those without a row. */
  readonly places: Readonly<Record<string, number>>;
  /** Keys under batch/ that are neither registered nor named by a batch, at most 1,000. They are not gaps. */
  readonly waitingForBatch: readonly string[];
  readonly letters: number;
  readonly gaps: readonly Gap[];
}

/** How everything is read. */
export interface ReconcileOptions extends Omit<Reading, 'folder' | 'isResumable'> {
  /** Where an interrupted reading is continued; absent: a temporary folder, and it is not. */
  readonly folder?: string;
  /** Instead of the listings of the documents bucket. */
  readonly versions?: readonly Source[];
}

const unheard: ReconcileOptions = {
  signal: new AbortController().signal,
  onProgress: () => undefined,
  onResume: () => undefined,
};

/** Where the reading of an environment is kept: a command and a page continue what the other began. */
export function reconcileFolder(projectRoot: string, environment: string): string {
  return join(projectRoot, '.cache', `reconcile-${environment}`);
}

/** Longest time for executions to become idle, and the time between two reads, in seconds. */
const settleSeconds = 20;
const betweenLooksSeconds = 1;
const mostWaitingNamed = 1_000;

/**
 * Compares the bucket listing, the ledger, the executions, what batches left, the reviews and the dead letters, a part of the documents
 * at a time: the memory does not grow with their number. They cannot be read in one moment, so a gap counts only if a second read of its
 * document shows it again.
 */
export async function reconcile(account: Account, options: ReconcileOptions = unheard): Promise<Reconciliation> {
  await account.settle(settleSeconds);
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'reconcile-'));
  // S3 itself checks what it stores; local files can be damaged.
  const damaged = account.kind === 'aws' ? [] : await readDamagedObjects(account);
  const unreadable = new Set(damaged.map(({ bucket, key }) => `${bucket}/${key}`));
  const isWhole = (key: string): boolean => !unreadable.has(`${account.names.resultsBucketName}/${key}`);
  const { versions = versionSources(account) } = options;
  const sources = [rowSource(account), ...versions, resultSource(account, isWhole)];
  const isResumable = options.folder !== undefined;
  const records = await readAll(sources, { ...options, folder, isResumable });
  options.onProgress('dead letters, reviews and executions');
  const found = await look(account, records, await readShared(account, records, damaged), options);
  if (found.gaps.length > 0) options.onProgress(`reading ${found.gaps.length} gap(s) again`);
  const gaps = found.gaps.length === 0 ? [] : await confirm(account, records, found);
  rmSync(folder, { recursive: true, force: true });
  const { documents, places, waiting, letters } = found;
  return { documents, places, waitingForBatch: waiting, letters, gaps };
}

async function readShared(
  account: Account,
  { store, owners }: ReadRecords,
  damaged: SharedEvidence['damaged'],
): Promise<SharedEvidence> {
  const letters = await readDeadLetters(account);
  const reviews = await readReviewRows(account);
  const executions = await listUnsuccessful(account);
  const running = new Set([...executions.states].filter(([, status]) => status === 'RUNNING').map(([arn]) => arn));
  // Of millions of rows, only those that own a running execution are needed to see which execution owns none.
  for (const partition of store.partitions())
    for await (const record of store.read(partition))
      if (record.kind === 'row') running.delete(record.row.executionArn);
  const unregistered = await readUnregistered(account, running);
  return { letters, reviews, executions, unregistered, damaged, owners };
}

interface Found {
  readonly documents: number;
  readonly places: Readonly<Record<string, number>>;
  readonly waiting: readonly string[];
  readonly letters: number;
  readonly gaps: readonly Gap[];
}

/** A partition is enough for the rules of its documents; gaps without a document are found in any. */
async function look(
  account: Account,
  { store }: ReadRecords,
  shared: SharedEvidence,
  { signal, onProgress }: ReconcileOptions,
): Promise<Found> {
  const places: Record<string, number> = {};
  const gaps = new Map<string, Gap>();
  const waiting: string[] = [];
  let documents = 0;
  const partitions = [...new Set([...store.partitions(), ...partitionsOf(shared)])].sort();
  for (const [index, partition] of partitions.entries()) {
    signal.throwIfAborted();
    onProgress(`comparing: part ${index + 1} of ${partitions.length}`, index / partitions.length);
    const evidence = await evidenceOf(account, store.read(partition), shared);
    const isOwn = (documentId: string | undefined): boolean =>
      documentId === undefined || partitionOf(documentId) === partition;
    for (const gap of gapsIn(account, evidence)) if (isOwn(gap.documentId)) gaps.set(identityOf(gap), gap);
    const documentIds = new Set([...evidence.versions.keys(), ...evidence.rows.keys()]);
    for (const pointer of waitingForBatch(evidence)) {
      documentIds.delete(documentIdOf(pointer));
      if (waiting.length < mostWaitingNamed) waiting.push(pointer.key);
    }
    documents += documentIds.size;
    for (const documentId of documentIds) {
      const status = evidence.rows.get(documentId)?.status ?? 'none';
      places[status] = (places[status] ?? 0) + 1;
    }
  }
  const letters = shared.letters.length;
  return { documents, places, waiting: waiting.sort(), letters, gaps: [...gaps.values()] };
}

/** Documents that only letters or reviews name have a partition too; one at least finds the gaps without a document. */
function partitionsOf({ letters, reviews, damaged }: SharedEvidence): readonly string[] {
  const ids = [...letters, ...reviews, ...damaged].map(({ documentId }) => documentId ?? '');
  return ids.length === 0 ? ['00'] : ids.map(partitionOf);
}

function gapsIn(account: Account, evidence: Evidence): readonly Gap[] {
  return findGaps(evidence, fixCommands(account.commands, account.names.resultsBucketName));
}

/** Reads the documents of the gaps again, and returns the gaps that are still there. */
async function confirm(account: Account, records: ReadRecords, { gaps }: Found): Promise<readonly Gap[]> {
  await delay(betweenLooksSeconds * 1000);
  const documentIds = new Set(gaps.map(({ documentId }) => documentId).filter((id) => id !== undefined));
  const again = await recordsAgain(account, records.store, documentIds);
  const damaged = gaps.some(({ kind }) => kind === 'content-damaged') ? await readDamagedObjects(account) : [];
  const shared = await readShared(account, records, damaged);
  const still = new Set(gapsIn(account, await evidenceOf(account, again, shared)).map(identityOf));
  return gaps.filter((gap) => still.has(identityOf(gap)));
}

function identityOf({ kind, documentId, message }: Gap): string {
  return JSON.stringify([kind, documentId, message]);
}

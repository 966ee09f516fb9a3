import { linesOf } from '../../../interpreter';
import { type LedgerPlace, textOfBody } from '../ledger-place';
import { documentIdOf, type ObjectPointer, pointerIn } from '../object-pointer';
import type { ExecutionState } from './executions';

/** An object version that a batch named. */
export interface NamedItem {
  readonly pointer: ObjectPointer;
  readonly batchId: string;
}

/** What batches left in the results bucket under `batches/<batchId>/`. */
export interface Batches {
  /** Every object version that a batch named, by documentId; of several batches the last one. */
  readonly named: ReadonlyMap<string, NamedItem>;
  /** The execution that each batch belongs to, by batchId. */
  readonly owners: ReadonlyMap<string, string>;
  /** How the children of Map Runs that have ended stand, by ARN, as the ResultWriter's files have it. */
  readonly childStates: ReadonlyMap<string, ExecutionState>;
}

/** Where batches keep what they were given and what became of it. */
export const batchesPrefix = 'batches/';

const ownerFile = /^batches\/([^/]+)\/batch\.json$/;
const itemsFile = /^batches\/([^/]+)\/items\.jsonl$/;
const resultFile = /^batches\/.*\/(?:SUCCEEDED|FAILED)_\d+\.jsonl$/;

/** Reads what batches left; `keys`: the listing of the results bucket. */
export async function readBatches(place: LedgerPlace, keys: readonly string[]): Promise<Batches> {
  const named = new Map<string, NamedItem>();
  const owners = new Map<string, string>();
  const childStates = new Map<string, ExecutionState>();
  for (const key of keys.filter((name) => name.startsWith(batchesPrefix))) {
    const [, batchId] = itemsFile.exec(key) ?? [];
    if (batchId !== undefined)
      for (const pointer of (await readLines(place, key)).map(pointerIn))
        if (pointer !== undefined) named.set(documentIdOf(pointer), { pointer, batchId });
    const [, ownedBatchId] = ownerFile.exec(key) ?? [];
    if (ownedBatchId !== undefined)
      for (const { executionArn } of await readLines(place, key))
        if (typeof executionArn === 'string') owners.set(ownedBatchId, executionArn);
    if (resultFile.test(key))
      for (const entry of await readLines(place, key)) {
        const { ExecutionArn: arn, Status: status } = entry;
        if (typeof arn === 'string' && typeof status === 'string') childStates.set(arn, status as ExecutionState);
      }
  }
  return { named, owners, childStates };
}

/** The objects that a file of the results bucket holds, one a line. Throws SyntaxError for a line that is no JSON. */
export async function readLines(
  place: LedgerPlace,
  Key: string,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const { Body: body } = await place.call('s3', 'GetObject', { Bucket: place.names.resultsBucketName, Key });
  const lines = linesOf(await textOfBody(body)).filter((line) => line.trim() !== '');
  return lines.map((line) => JSON.parse(line)).filter((entry) => typeof entry === 'object' && entry !== null);
}

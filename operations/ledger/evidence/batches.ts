import { linesOf } from '@document-pipelines/asl/interpreter';
import { type Account, textOfBody } from '../../account';
import { documentIdOf, type ObjectPointer, pointerIn } from '../object-pointer';

/** An object version that batches named. */
export interface NamedItem {
  readonly pointer: ObjectPointer;
  /** Never empty. */
  readonly batchIds: readonly string[];
}

/** Content of the results bucket that batches wrote under `batches/<batchId>/`. */
export interface Batches {
  /** Every object version that a batch named, by documentId. */
  readonly named: ReadonlyMap<string, NamedItem>;
  /** The execution that each batch belongs to, by batchId. */
  readonly owners: ReadonlyMap<string, string>;
}

/** The prefix of the manifests and results of batches. */
export const batchesPrefix = 'batches/';

const ownerFile = /^batches\/([^/]+)\/batch\.json$/;
const itemsFile = /^batches\/([^/]+)\/items\.jsonl$/;

/** Returns the batch whose items an object of the results bucket names; undefined for any other object. */
export function batchIdOfItems(key: string): string | undefined {
  return itemsFile.exec(key)?.[1];
}

/** Returns the batch whose execution an object of the results bucket names; undefined for any other object. */
export function batchIdOfOwner(key: string): string | undefined {
  return ownerFile.exec(key)?.[1];
}

/** Reads what batches left; `keys`: the listing of the results bucket. */
export async function readBatches(account: Account, keys: readonly string[]): Promise<Batches> {
  const named = new Map<string, NamedItem>();
  const owners = new Map<string, string>();
  for (const key of keys.filter((name) => name.startsWith(batchesPrefix))) {
    const batchId = batchIdOfItems(key);
    if (batchId !== undefined)
      for (const pointer of (await readLines(account, key)).map(pointerIn).filter((one) => one !== undefined)) {
        const { batchIds = [] } = named.get(documentIdOf(pointer)) ?? {};
        named.set(documentIdOf(pointer), { pointer, batchIds: [...batchIds, batchId] });
      }
    const ownedBatchId = batchIdOfOwner(key);
    if (ownedBatchId !== undefined)
      for (const { executionArn } of await readLines(account, key))
        if (typeof executionArn === 'string') owners.set(ownedBatchId, executionArn);
  }
  return { named, owners };
}

/** Returns the objects in a JSON Lines file of the results bucket. Throws SyntaxError for a line that is not JSON. */
export async function readLines(account: Account, Key: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const { Body: body } = await account.call('s3', 'GetObject', { Bucket: account.names.resultsBucketName, Key });
  const lines = linesOf(await textOfBody(body)).filter((line) => line.trim() !== '');
  return lines.map((line) => JSON.parse(line)).filter((entry) => typeof entry === 'object' && entry !== null);
}

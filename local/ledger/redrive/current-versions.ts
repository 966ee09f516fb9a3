import { isServiceError, type LedgerPlace } from '../ledger-place';
import type { ReceivedLetter } from '../letter';
import { documentIdOf } from '../object-pointer';

/** Letters whose objects have been looked up. */
export interface ResolvedLetters {
  readonly letters: readonly ReceivedLetter[];
  /** Documents that only this look made known, with what a person has to be told. */
  readonly taken: ReadonlyMap<string, string>;
  /** Of letters whose object is not there: why, by message id. */
  readonly absent: ReadonlyMap<string, string>;
}

/**
 * Gives the letters whose input names an object but no version of it the version that is current now. It may be a newer one than the
 * execution was meant for: nobody knows that any more, so it is said.
 */
export async function takeCurrentVersions(
  place: LedgerPlace,
  letters: readonly ReceivedLetter[],
): Promise<ResolvedLetters> {
  const taken = new Map<string, string>();
  const absent = new Map<string, string>();
  const resolved: ReceivedLetter[] = [];
  for (const letter of letters) {
    const { object } = letter;
    if (object === undefined) {
      resolved.push(letter);
      continue;
    }
    const versionId = await currentVersion(place, object);
    if (versionId === undefined) {
      absent.set(
        letter.messageId,
        `its input does not have a version, and there is no object s3://${object.bucket}/${object.key}: upload it again`,
      );
      resolved.push(letter);
      continue;
    }
    const pointer = { ...object, versionId };
    const documentId = documentIdOf(pointer);
    taken.set(documentId, `the input names no version: the current one, ${versionId}, is taken`);
    resolved.push({ ...letter, pointer, documentId });
  }
  return { letters: resolved, taken, absent };
}

async function currentVersion(
  place: LedgerPlace,
  { bucket: Bucket, key: Key }: NonNullable<ReceivedLetter['object']>,
): Promise<string | undefined> {
  try {
    const { VersionId: versionId } = await place.call('s3', 'HeadObject', { Bucket, Key });
    return typeof versionId === 'string' ? versionId : undefined;
  } catch (error) {
    if (isServiceError(error, 'NotFound', 'NoSuchKey', 'NoSuchBucket', 'MethodNotAllowed')) return undefined;
    throw error;
  }
}

import { type Account, isServiceError } from '../../account';
import type { ReceivedDeadLetter } from '../dead-letter';
import { documentIdOf } from '../object-pointer';

/** Dead letters whose objects were looked up. */
export interface ResolvedDeadLetters {
  readonly letters: readonly ReceivedDeadLetter[];
  /** Documents that became known by this lookup, with what to report to the user. */
  readonly taken: ReadonlyMap<string, string>;
  /** Why the object of a dead letter was not found, by message id. */
  readonly absent: ReadonlyMap<string, string>;
}

/**
 * Uses the current version for dead letters whose input names an object without its version. It may be newer than the one that the
 * execution was meant for, which is unknown, so it is reported.
 */
export async function takeCurrentVersions(
  account: Account,
  letters: readonly ReceivedDeadLetter[],
): Promise<ResolvedDeadLetters> {
  const taken = new Map<string, string>();
  const absent = new Map<string, string>();
  const resolved: ReceivedDeadLetter[] = [];
  for (const letter of letters) {
    const { object } = letter;
    if (object === undefined) {
      resolved.push(letter);
      continue;
    }
    const versionId = await currentVersion(account, object);
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
  account: Account,
  { bucket: Bucket, key: Key }: NonNullable<ReceivedDeadLetter['object']>,
): Promise<string | undefined> {
  try {
    const { VersionId: versionId } = await account.call('s3', 'HeadObject', { Bucket, Key });
    return typeof versionId === 'string' ? versionId : undefined;
  } catch (error) {
    if (isServiceError(error, 'NotFound', 'NoSuchKey', 'NoSuchBucket', 'MethodNotAllowed')) return undefined;
    throw error;
  }
}

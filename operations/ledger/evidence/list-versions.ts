import type { Account } from '../../account';
import { allPages, follow } from '../../account';

/** An object version as a listing has it. */
export interface ListedVersion {
  readonly Key: string;
  readonly VersionId: string;
  /** In bytes. */
  readonly Size: number;
  readonly IsLatest: boolean;
}

/** Every object version under a prefix; delete markers are left out. */
export function listVersions(account: Account, Bucket: string, Prefix = ''): Promise<readonly ListedVersion[]> {
  return allPages<ListedVersion>(
    (from) => account.call('s3', 'ListObjectVersions', { Bucket, Prefix, ...from }),
    ({ Versions: items }) => items,
    (answer) =>
      answer['IsTruncated'] === true
        ? follow(answer, { KeyMarker: 'NextKeyMarker', VersionIdMarker: 'NextVersionIdMarker' })
        : undefined,
  );
}

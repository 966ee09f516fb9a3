import { type Account, allPages, follow, textOfBody, unlessDenied } from '../account';
import { auditPrefix } from './audited';

/** Who changed something, and when. */
export interface FoundChange {
  /** ARN of the caller. */
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
}

/** A record of the audit, as far as it is read here. */
interface AuditRecord {
  readonly caller: { readonly arn: string };
  readonly begunAt: string;
  readonly endedAt?: string;
  readonly request: { readonly ids?: readonly string[] };
  readonly outcome?: unknown;
}

const dayMilliseconds = 86_400_000;
/** Records that are looked at: the newest ones. */
const mostRecords = 40;

/**
 * Returns the last change by a command that named a document or an execution, or found it by a filter, from the audit of today and yesterday.
 * Undefined if there is none, or if the caller may not read the audit.
 */
export async function findChange(
  account: Account,
  { command, ids, now }: { readonly command: string; readonly ids: readonly string[]; readonly now: number },
): Promise<FoundChange | undefined> {
  return unlessDenied(find(account, { command, ids, now }));
}

async function find(
  account: Account,
  { command, ids, now }: { readonly command: string; readonly ids: readonly string[]; readonly now: number },
): Promise<FoundChange | undefined> {
  const days = [now, now - dayMilliseconds].map((time) => new Date(time).toISOString().slice(0, 10));
  const isOfCommand = new RegExp(`Z-${command.replaceAll(' ', '-')}-[0-9a-f]{8}\\.(begun|ended)\\.json$`);
  let left = mostRecords;
  for (const day of days) {
    const keys = (await keysUnder(account, `${auditPrefix}${day}/`)).filter((key) => isOfCommand.test(key));
    for (const key of [...keys].sort().reverse()) {
      if (left === 0) return undefined;
      left -= 1;
      const record = await readRecord(account, key);
      if (namesOne(record, ids)) return { by: record.caller.arn, at: record.endedAt ?? record.begunAt };
    }
  }
  return undefined;
}

/** A filter names no ids: what it found is in the outcome. */
function namesOne({ request, outcome }: AuditRecord, ids: readonly string[]): boolean {
  if (request.ids?.some((id) => ids.includes(id)) === true) return true;
  const results = Array.isArray(outcome) ? (outcome as readonly Readonly<Record<string, unknown>>[]) : [];
  return results.some(
    ({ documentId, execution }) => ids.includes(String(documentId)) || ids.includes(String(execution)),
  );
}

async function keysUnder(account: Account, Prefix: string): Promise<readonly string[]> {
  const objects = await allPages<{ readonly Key: string }>(
    (from) => account.call('s3', 'ListObjectsV2', { Bucket: account.names.resultsBucketName, Prefix, ...from }),
    ({ Contents: items }) => items,
    (answer) =>
      answer['IsTruncated'] === true ? follow(answer, { ContinuationToken: 'NextContinuationToken' }) : undefined,
  );
  return objects.map(({ Key: key }) => key);
}

async function readRecord(account: Account, Key: string): Promise<AuditRecord> {
  const { Body: body } = await account.call('s3', 'GetObject', { Bucket: account.names.resultsBucketName, Key });
  return JSON.parse(await textOfBody(body)) as AuditRecord;
}

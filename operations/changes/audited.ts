import { randomUUID } from 'node:crypto';
import type { Account } from '../account';

/** A command that changes something. */
export interface AuditedCommand {
  /** As it is typed, without arguments: `redrive`, `review approve`. */
  readonly command: string;
  /** What was asked for: arguments, and the documents, reviews or executions that they select. */
  readonly request: object;
}

/** The prefix of the audit in the results bucket. */
export const auditPrefix = 'audit/';

/**
 * Carries out a change between two records in the results bucket, `audit/<day>/<time>-<command>-<id>.begun.json` and `….ended.json`: who
 * called what, and what came of it. Nothing is changed if the first cannot be written; a change without the second was interrupted.
 * Neither replaces another object.
 */
export async function audited<Result>(
  account: Account,
  { command, request }: AuditedCommand,
  carryOut: () => Promise<Result>,
): Promise<Result> {
  const { environment } = account;
  const caller = await account.caller();
  const record = { environment, command, caller, request };
  const name = recordName(command, new Date());
  await put(account, `${name}.begun.json`, { ...record, begunAt: new Date().toISOString() });
  const end = (outcome: object): Promise<void> =>
    put(account, `${name}.ended.json`, { ...record, ...outcome, endedAt: new Date().toISOString() });
  let outcome: Result;
  try {
    outcome = await carryOut();
  } catch (error) {
    // The error of the change is the one to report, not that the second record could not be written either.
    await end({ error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) }).catch(
      () => undefined,
    );
    throw error;
  }
  await end({ outcome });
  return outcome;
}

function recordName(command: string, now: Date): string {
  const [day = '', time = ''] = now.toISOString().split('T');
  return `${auditPrefix}${day}/${time.replaceAll(/[:.]/g, '')}-${command.replaceAll(' ', '-')}-${randomUUID().slice(0, 8)}`;
}

async function put({ call, names }: Account, Key: string, record: object): Promise<void> {
  const Body = Buffer.from(`${JSON.stringify(record)}\n`);
  await call('s3', 'PutObject', { Bucket: names.resultsBucketName, Key, Body, IfNoneMatch: '*' });
}

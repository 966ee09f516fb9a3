import { allPages, follow } from '../../ledger/evidence/pages';
import type { LedgerPlace } from '../../ledger/ledger-place';
import { localPlace } from '../../ledger/local-place';
import { CannotRunError } from '../../run/environment/cannot-run-error';
import { type EnvironmentOptions, withEnvironment } from '../../run/environment/open-environment';
import { type BatchRecord, readBatch } from '../batch-record';
import { endedBatch } from '../run/run-to-end';
import { batchLines, outcomes } from './batch-text';

/** What `asl batch list` and `show` are given. */
export interface BatchLookOptions extends EnvironmentOptions {
  readonly json: boolean;
}

/** `asl batch list`: every batch, the newest first. */
export async function listBatches(options: BatchLookOptions): Promise<0> {
  const { console, json, signal } = options;
  const batches = await withEnvironment({ ...options, command: 'asl batch list' }, async ({ local }) => {
    const place = localPlace(local, signal);
    const found = await Promise.all((await batchIds(place)).map((batchId) => readBatch(place, batchId)));
    return found.filter((batch) => batch !== undefined).sort((a, b) => startOf(b).localeCompare(startOf(a)));
  });
  if (!json && batches.length === 0) console.say('no batch has been run yet');
  const width = Math.max(0, ...batches.map(({ batchId }) => batchId.length));
  for (const batch of batches) {
    if (json) console.json(batch);
    else console.print(lineOf(batch, width));
  }
  return 0;
}

/** `asl batch show`: what became of a batch, and of what it handed over. Throws CannotRunError. */
export async function showBatch(batchId: string, options: BatchLookOptions): Promise<0> {
  const { console, json, environment, signal } = options;
  const { record, handedOver } = await withEnvironment({ ...options, command: 'asl batch show' }, async ({ local }) => {
    const place = localPlace(local, signal);
    const batch = await readBatch(place, batchId);
    if (batch === undefined)
      throw new CannotRunError(`there is no batch ${batchId}; \`npx asl batch list\` shows what there is`);
    return endedBatch(place, batchId, batch.executionArn);
  });
  const option = environment === 'dev' ? '' : ` --env ${environment}`;
  if (json) console.json({ ...record, handedOver });
  else for (const line of batchLines(record, handedOver, option)) console.print(line);
  return 0;
}

/** The folders `batches/<batchId>/`. */
async function batchIds(place: LedgerPlace): Promise<readonly string[]> {
  const prefixes = await allPages<{ readonly Prefix: string }>(
    (from) =>
      place.call('s3', 'ListObjectsV2', {
        Bucket: place.names.resultsBucketName,
        Prefix: 'batches/',
        Delimiter: '/',
        ...from,
      }),
    ({ CommonPrefixes: items }) => items,
    (answer) =>
      answer['IsTruncated'] === true ? follow(answer, { ContinuationToken: 'NextContinuationToken' }) : undefined,
  );
  return prefixes.map(({ Prefix: prefix }) => prefix.split('/')[1] ?? '').filter((batchId) => batchId !== '');
}

function lineOf({ batchId, status, startDate, summary }: BatchRecord, width: number): string {
  const counts = outcomes
    .map((name) => [summary?.counts[name] ?? 0, name] as const)
    .filter(([count]) => count > 0)
    .map(([count, name]) => `${count} ${name}`);
  const started = startDate === undefined ? '' : startDate.toISOString().slice(0, 19);
  return `${batchId.padEnd(width)}  ${status.padEnd(9)}  ${started}  ${summary?.executionType ?? ''}  ${counts.join(', ')}`.trimEnd();
}

function startOf({ startDate }: BatchRecord): string {
  return startDate?.toISOString() ?? '';
}

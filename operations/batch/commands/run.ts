import { CannotRunError, type Console } from '@document-pipelines/local-aws/environment';
import type { Account } from '../../account';
import { audited, confirmChange } from '../../changes';
import { skippedLines } from '../../files-under';
import { operatorCommands } from '../../operator-commands';
import { hasFindings } from '../batch-view';
import { type BatchRequest, batchIdFor, jsonLines, putManifest } from '../run/batch-request';
import { type EndedBatch, followToEnd } from '../run/run-to-end';
import { startBatch } from '../run/start-batch';
import { uploadDocuments } from '../run/upload-documents';
import { type BatchRunOptions, withBatchAccount } from '../run/with-batch-account';
import { type BatchSource, batchSource, type LocalDocument } from '../source/batch-source';
import { batchLines } from './batch-text';

/** `pipelines batch run`. */
export interface RunBatchOptions extends BatchRunOptions {
  /** MANIFEST, PREFIX or FOLDER. */
  readonly named: string;
  /** Default: generated from the source and the time. */
  readonly batchId?: string;
  /** Print what would be uploaded and started, without doing it. */
  readonly dryRun: boolean;
}

/** Uploads local files, starts the batch, follows it and prints the result. Returns 0 if everything was done, 1 if something is left. */
export async function runBatch(options: RunBatchOptions): Promise<0 | 1> {
  const source = batchSource(options.named, options.cwd);
  const ended = await withBatchAccount('pipelines batch run', options, (account) => runIn(account, source, options));
  const status = ended === undefined ? 0 : reportBatch(ended, options);
  const skipped = source.kind === 'files' ? source.skipped : [];
  for (const line of skippedLines(skipped)) options.console.say(line);
  return skipped.length === 0 ? status : 1;
}

/** As {@link runBatch} in an open account, without printing the result; undefined after a dry run. Throws CannotRunError. */
export async function runIn(
  account: Account,
  source: BatchSource,
  options: Omit<RunBatchOptions, 'named'>,
): Promise<EndedBatch | undefined> {
  const { console, dryRun, batchId = batchIdFor(source.what, new Date()) } = options;
  const change = changeOf(source, batchId);
  if (dryRun) {
    console.print(`would ${change}`);
    return undefined;
  }
  await confirmChange(account, change, options);
  const audit = { command: 'batch run', request: { batchId, source: source.what } };
  const executionArn = await audited(account, audit, async () => {
    const request = await requestFor(account, source, { batchId, console });
    return startBatch(account, { batchId, request });
  });
  return followToEnd(account, { batchId, executionArn }, options);
}

/** `upload 12 document(s) and start the batch inbox-20261122T141530`. */
function changeOf(source: BatchSource, batchId: string): string {
  const start = `start the batch ${batchId}`;
  if (source.kind !== 'files') return `${start} of ${source.what}`;
  return `upload ${new Set(source.documents.map(({ path }) => path)).size} document(s) and ${start}`;
}

/** Options for printing a batch. */
export type ReportOptions = Pick<BatchRunOptions, 'json' | 'console' | 'environment' | 'aws'>;

/** Prints the result of a batch and returns the exit status. */
export function reportBatch(ended: EndedBatch, options: ReportOptions): 0 | 1 {
  const { json, console } = options;
  const { record, ...rest } = ended;
  if (json) console.json({ ...record, ...rest });
  else for (const line of batchLines(ended, operatorCommands(options))) console.print(line);
  return hasFindings(ended) ? 1 : 0;
}

interface Requesting {
  readonly batchId: string;
  readonly console: Console;
}

async function requestFor(account: Account, source: BatchSource, requesting: Requesting): Promise<BatchRequest> {
  const { batchId } = requesting;
  switch (source.kind) {
    case 'files':
      return putManifest(account, batchId, {
        format: 'JSONL',
        text: await uploadAll(account, source.documents, requesting),
      });
    case 'manifest':
      return putManifest(account, batchId, source);
    case 'stored-manifest':
      return { manifest: { bucket: source.bucket, key: source.key } };
    case 'prefix':
      return prefixRequest(account, source);
    default:
      return source satisfies never;
  }
}

/** Throws CannotRunError for a prefix of another bucket. */
function prefixRequest(
  { names }: Account,
  { prefix, bucket = names.documentBucketName }: Extract<BatchSource, { kind: 'prefix' }>,
): BatchRequest {
  if (bucket === names.documentBucketName) return { prefix };
  throw new CannotRunError(`a prefix must be in the documents bucket, ${names.documentBucketName}, not in ${bucket}`);
}

/** Uploads documents and returns the manifest that names their versions. */
async function uploadAll(
  account: Account,
  documents: readonly LocalDocument[],
  { console }: Requesting,
): Promise<string> {
  const all = new Set(documents.map(({ path }) => path)).size;
  let done = 0;
  console.doing({ line: () => `${done} of ${all} document(s) uploaded` });
  const {
    rows,
    uploaded: count,
    known,
  } = await uploadDocuments(account, documents, (count) => {
    done = count;
    console.changed();
  });
  const recognised = known === 0 ? '' : `, ${known} existed already`;
  console.say(`${count} document(s) uploaded to s3://${account.names.documentBucketName}/batch/${recognised}`);
  return jsonLines(rows);
}

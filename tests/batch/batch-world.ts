import { createPaint } from '@document-pipelines/asl/terminal';
import type { Console } from '@document-pipelines/local-aws/environment';
import { type ResumedTo, resumeIn } from '../../operations/batch/commands/resume';
import { runIn } from '../../operations/batch/commands/run';
import type { EndedBatch } from '../../operations/batch/run/run-to-end';
import type { BatchSource } from '../../operations/batch/source/batch-source';
import { manifestRows } from '../../operations/batch/source/manifest-rows';
import { documentIdOf } from '../../operations/ledger/object-pointer';
import { type OpenedLedger, textOf } from '../ledger/opened-ledger';

/** Batches in an opened environment. */
export interface BatchWorld {
  /** Lines printed for the user. */
  readonly said: string[];
  /** Puts a sample under this key of the documents bucket; returns its documentId. */
  putAt(key: string, sample: string): Promise<string>;
  /** Runs a batch of a CSV with this text. */
  runCsv(batchId: string, text: string): Promise<EndedBatch>;
  run(batchId: string, source: BatchSource): Promise<EndedBatch>;
  resume(batchId: string, dryRun?: boolean): Promise<ResumedTo>;
  /** While it returns true, the model rejects these documents. */
  refuseToRead(...documentIds: readonly string[]): void;
  /** Notices of stored documents, by documentId. */
  noticesOf(documentId: string): number;
  status(documentId: string): Promise<string | undefined>;
}

/** Returns the batches of a running environment. */
export function batchWorld(ledger: OpenedLedger): BatchWorld {
  const said: string[] = [];
  const signal = new AbortController().signal;
  const options = {
    cwd: __dirname,
    environment: 'dev',
    json: false,
    timeoutSeconds: 120,
    console: quietConsole(said),
    signal,
  };
  const { account } = ledger;
  const { documentBucketName: bucket } = account.names;
  const run: BatchWorld['run'] = async (batchId, source) => {
    const ended = await runIn(account, source, { ...options, batchId, dryRun: false });
    if (ended === undefined) throw new Error('it was a dry run');
    return ended;
  };
  return {
    said,
    async putAt(key, sample) {
      const Body = await ledger.bytesOf(sample);
      const { VersionId: versionId } = await ledger.call('s3', 'PutObject', { Bucket: bucket, Key: key, Body });
      return documentIdOf({ bucket, key, versionId: String(versionId) });
    },
    run,
    runCsv: (batchId, text) =>
      run(batchId, {
        kind: 'manifest',
        what: `${batchId}.csv`,
        format: 'CSV',
        text,
        rows: manifestRows(text, 'CSV'),
      }),
    resume: (batchId, dryRun = false) => resumeIn(account, { ...options, batchId, dryRun }),
    refuseToRead(...documentIds) {
      ledger.fault = ({ service, input }) =>
        service === 'bedrock' && documentIds.some((documentId) => textOf(input).includes(documentId))
          ? 'AccessDeniedException'
          : undefined;
    },
    noticesOf: (documentId) => ledger.noticesOf(documentId),
    status: async (documentId) => (await ledger.row(documentId))?.['status'],
  };
}

/** Keeps lines instead of printing them. */
export function quietConsole(said: string[]): Console {
  return {
    say: (line) => void said.push(line),
    print: (line) => void said.push(line),
    json: (value) => void said.push(JSON.stringify(value)),
    doing: () => undefined,
    changed: () => undefined,
    isTerminal: false,
    columns: 120,
    paint: createPaint(false),
  };
}

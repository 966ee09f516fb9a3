import { type Column, fittedTable } from '@document-pipelines/asl/table';
import { type AccountOptions, withAccount } from '../../account';
import { type OperatorCommands, operatorCommands } from '../../operator-commands';
import { type BatchRecord, readBatch } from '../batch-record';
import { failureOfBatch, outcomeCounts } from '../batch-view';
import { noSuchBatch } from '../no-such-batch';
import { newestFirst, readBatchIds } from '../read-batches';
import { endedBatch } from '../run/run-to-end';
import { failureLine } from './batch-text';
import { reportBatch } from './run';

/** Options of `pipelines batch list` and `show`. */
export interface BatchLookOptions extends AccountOptions {
  readonly json: boolean;
}

/** `pipelines batch list`: every batch, the newest first. */
export async function listBatches(options: BatchLookOptions): Promise<0> {
  const { console, json } = options;
  const batches = await withAccount('pipelines batch list', options, async (account) => {
    const found = await Promise.all((await readBatchIds(account)).map((batchId) => readBatch(account, batchId)));
    return found.filter((batch) => batch !== undefined).sort(newestFirst);
  });
  if (!json && batches.length === 0) console.say('there are no batches yet');
  const commands = operatorCommands(options);
  if (json) for (const batch of batches) console.json(batch);
  else if (batches.length > 0) for (const line of batchTable(batches, commands, console.columns)) console.print(line);
  return 0;
}

/** `pipelines batch show`: prints the result of a batch, and of its handed-over documents. Throws CannotRunError. */
export async function showBatch(batchId: string, options: BatchLookOptions): Promise<0> {
  const ended = await withAccount('pipelines batch show', options, async (account) => {
    const batch = await readBatch(account, batchId);
    if (batch === undefined) throw noSuchBatch(batchId, operatorCommands(options));
    return endedBatch(account, batchId, batch.executionArn);
  });
  reportBatch(ended, options);
  return 0;
}

const columns: readonly Column[] = [
  { head: 'batch' },
  { head: 'status', rank: 1 },
  { head: 'started', rank: 3 },
  { head: 'documents' },
  { head: 'failure', rank: 2 },
];

/** Batches as the lines of a table. An id is cut last: other commands ask for it. */
export function batchTable(
  batches: readonly BatchRecord[],
  commands: OperatorCommands,
  width: number,
): readonly string[] {
  const hasFailure = batches.some(({ error }) => error !== undefined);
  const rows = batches.map((batch) => {
    const { batchId, status, startDate, summary, error } = batch;
    const counts = summary === undefined ? [] : outcomeCounts(summary).map(({ count, name }) => `${count} ${name}`);
    const failure =
      error === undefined ? '' : failureLine(failureOfBatch(batch, commands), commands.showBatch(batchId));
    return [
      { text: batchId, kept: batchId },
      status,
      startDate === undefined ? '' : startDate.toISOString().slice(0, 19),
      { text: counts.join(', ') },
      ...(hasFailure ? [{ text: failure }] : []),
    ];
  });
  return fittedTable(hasFailure ? columns : columns.slice(0, -1), rows, width);
}

import { failureText } from '@document-pipelines/asl/interpreter';
import { cutLongText } from '@document-pipelines/asl/terminal';
import { continuedBy, type OperatorCommands } from '../../operator-commands';
import type { BatchRecord, BatchSummary } from '../batch-record';
import type { EndedBatch } from '../run/run-to-end';

/** The statuses of an item, in the order in which they are printed. */
export const outcomes = ['STORED', 'REJECTED', 'HANDED_OVER', 'ALREADY_PROCESSED', 'FAILED', 'PENDING'] as const;

const mostListed = 20;

/** Formats a batch as text. */
export function batchLines(ended: EndedBatch, commands: OperatorCommands): readonly string[] {
  const { record, rejected } = ended;
  const { batchId, summary } = record;
  const all = `\`${commands.showBatch(batchId)} --json\``;
  const resume = `\`${commands.resumeBatch(batchId)}\``;
  const failedLines = (summary?.failed ?? ended.failed).map(
    ({ key, state, error, cause }) => `${key}  ${failureLine({ state, error, cause }, all)}`,
  );
  return [
    ...(summary === undefined ? linesWithoutSummary(ended, commands) : summaryLines(summary, ended, commands)),
    ...listLines(`failed; ${resume} continues:`, failedLines, all),
    ...listLines(
      'rejected:',
      rejected.map(({ key, reason }) => `${key}  ${reason}`),
      all,
    ),
    ...listLines(
      'bad rows:',
      (summary?.badRows ?? []).map(({ line, reason }) => `line ${line}: ${reason}`),
      all,
    ),
    ...listLines(`not started; ${resume} starts them:`, neverBegun(ended), all),
    ...next(ended, commands),
  ];
}

function summaryLines(summary: BatchSummary, ended: EndedBatch, commands: OperatorCommands): readonly string[] {
  const { batchId, status } = ended.record;
  const { counts, price } = summary;
  return [
    `batch ${batchId}: ${status}, ${counts['items'] ?? 0} item(s) of ${counts['rows'] ?? 0} row(s)`,
    ...failure(ended, commands),
    ...outcomes
      .filter((name) => (counts[name] ?? 0) > 0)
      .map((name) => countLine(counts[name] ?? 0, `${name}${standing(name, ended)}`)),
    ...leftOut(summary),
    `  Step Functions: ${price.stepFunctions.toFixed(6)} USD, ${price.perThousandItems.toFixed(4)} per 1,000 items`,
  ];
}

/** A batch that still runs, or that ended before its summary was written: the ledger has the status of its items so far. */
function linesWithoutSummary(ended: EndedBatch, commands: OperatorCommands): readonly string[] {
  const { record, places, notBegun } = ended;
  const isRunning = record.status === 'RUNNING';
  return [
    `batch ${record.batchId}: ${record.status}, without a summary${isRunning ? ' yet' : ''}`,
    ...failure(ended, commands),
    ...Object.entries(places).map(([status, count]) => countLine(count, status)),
    ...(notBegun.length > 0 ? [countLine(notBegun.length, `not started${isRunning ? ' yet' : ''}`)] : []),
  ];
}

function failure({ record, places, notBegun }: EndedBatch, commands: OperatorCommands): readonly string[] {
  if (record.error === undefined) return [];
  const hasItems = record.summary !== undefined || Object.keys(places).length + notBegun.length > 0;
  return [`  ${failureOfBatch(record, commands, hasItems)}`];
}

/** A running batch will still start items that it has not begun. */
function neverBegun({ record, notBegun }: EndedBatch): readonly string[] {
  return record.status === 'RUNNING' ? [] : notBegun.map(({ key }) => key);
}

function countLine(count: number, what: string): string {
  return `  ${String(count).padStart(7)}  ${what}`;
}

/** Why a batch failed, with the command that continues: its items if it has any, else the batch itself. */
export function failureOfBatch(
  { batchId, error, cause, summary, executionArn }: BatchRecord,
  commands: OperatorCommands,
  hasItems = summary !== undefined,
): string {
  const why = failureLine({ error, cause }, `\`${commands.showBatch(batchId)} --json\``);
  if (!hasItems) return `${why}${continuedBy(commands, { error, id: executionArn })}`;
  return `${why}; \`${commands.resumeBatch(batchId)}\` continues`;
}

/** Whether something is left to do: an item failed or never began, a row was bad, or the batch itself failed. */
export function hasFindings({ record: { status, summary }, notBegun }: EndedBatch): boolean {
  if (status !== 'SUCCEEDED' || summary === undefined || notBegun.length > 0) return true;
  return ['FAILED', 'badRows'].some((name) => (summary.counts[name] ?? 0) > 0);
}

const longestFailure = 500;

function failureLine(failure: Parameters<typeof failureText>[0], where: string): string {
  return cutLongText(failureText(failure), longestFailure, where);
}

function standing(name: (typeof outcomes)[number], { handedOver, notBegun }: EndedBatch): string {
  if (name === 'PENDING') return `, now ${notBegun.length} not started`;
  const now = Object.entries(handedOver).map(([status, count]) => `${count} ${status}`);
  return name === 'HANDED_OVER' && now.length > 0 ? `, now ${now.join(', ')}` : '';
}

function leftOut({ counts }: BatchSummary): readonly string[] {
  const parts = [
    [counts['duplicates'] ?? 0, 'duplicate(s) dropped'],
    [counts['badRows'] ?? 0, 'bad row(s)'],
  ] as const;
  return parts.filter(([count]) => count > 0).map(([count, what]) => countLine(count, what));
}

function listLines(title: string, lines: readonly string[], all: string): readonly string[] {
  if (lines.length === 0) return [];
  const more = lines.length > mostListed ? [`  and ${lines.length - mostListed} more: ${all}`] : [];
  return [title, ...lines.slice(0, mostListed).map((line) => `  ${line}`), ...more];
}

function next(
  { record, handedOver, failed: failedNow, notBegun }: EndedBatch,
  commands: OperatorCommands,
): readonly string[] {
  const { batchId, summary, status } = record;
  const open = (summary?.counts['FAILED'] ?? failedNow.length) + notBegun.length;
  return [
    ...(open > 0 && status !== 'RUNNING' ? [`next: ${commands.resumeBatch(batchId)}`] : []),
    ...((handedOver['IN_REVIEW'] ?? 0) > 0 ? [`next: ${commands.review('list')}`] : []),
  ];
}

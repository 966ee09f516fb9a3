import { cutLongText } from '../../../asl/terminal';
import { failureText } from '../../../interpreter';
import { continuedBy, type OperatorCommands } from '../../wording';
import type { BatchRecord, BatchSummary } from '../batch-record';
import type { EndedBatch } from '../run/run-to-end';

/** What becomes of an item, in the order in which a person wants to know it. */
export const outcomes = ['STORED', 'REJECTED', 'HANDED_OVER', 'ALREADY_PROCESSED', 'FAILED', 'PENDING'] as const;

const mostListed = 20;

/** A batch as a person reads it. */
export function batchLines(ended: EndedBatch, commands: OperatorCommands): readonly string[] {
  const { record, handedOver, rejected } = ended;
  const { batchId, status, summary, error } = record;
  const failure = error === undefined ? [] : [`  ${failureOfBatch(record, commands)}`];
  if (summary === undefined) return [`batch ${batchId}: ${status}, and no summary was written`, ...failure];
  const { counts } = summary;
  const all = `\`${commands.showBatch(batchId)} --json\``;
  return [
    `batch ${batchId}: ${status}, ${counts['items'] ?? 0} item(s) of ${counts['rows'] ?? 0} row(s), ${summary.executionType} children`,
    ...failure,
    ...outcomes
      .filter((name) => (counts[name] ?? 0) > 0)
      .map((name) => `  ${String(counts[name]).padStart(7)}  ${name}${standing(name, handedOver)}`),
    ...leftOut(summary),
    `  Step Functions: ${summary.price.stepFunctions.toFixed(6)} USD, ${summary.price.perThousandItems.toFixed(4)} per 1,000 items`,
    ...listed(
      `failed; \`${commands.resumeBatch(batchId)}\` continues:`,
      summary.failed.map(
        ({ key, state, error: name, cause }) => `${key}  ${failed({ state, error: name, cause }, all)}`,
      ),
      all,
    ),
    ...listed(
      'rejected:',
      rejected.map(({ key, reason }) => `${key}  ${reason}`),
      all,
    ),
    ...listed(
      'bad rows:',
      summary.badRows.map(({ line, reason }) => `line ${line}: ${reason}`),
      all,
    ),
    ...next(ended, commands),
  ];
}

/** Why a batch failed, with the command that continues: its items if it had begun with any, else the batch itself. */
export function failureOfBatch(
  { batchId, error, cause, summary, executionArn }: BatchRecord,
  commands: OperatorCommands,
): string {
  const failure = failed({ error, cause }, `\`${commands.showBatch(batchId)} --json\``);
  if (summary === undefined) return `${failure}${continuedBy(commands, { error, id: executionArn })}`;
  return `${failure}; \`${commands.resumeBatch(batchId)}\` continues`;
}

/** Whether something is left to do: an item failed or stayed pending, a row was bad, or the batch itself failed. */
export function hasFindings({ status, summary }: BatchRecord): boolean {
  if (status !== 'SUCCEEDED' || summary === undefined) return true;
  return ['FAILED', 'PENDING', 'badRows'].some((name) => (summary.counts[name] ?? 0) > 0);
}

const longestFailure = 500;

function failed(failure: Parameters<typeof failureText>[0], where: string): string {
  return cutLongText(failureText(failure), longestFailure, where);
}

function standing(name: string, handedOver: Readonly<Record<string, number>>): string {
  const now = Object.entries(handedOver).map(([status, count]) => `${count} ${status}`);
  return name === 'HANDED_OVER' && now.length > 0 ? `, now ${now.join(', ')}` : '';
}

function leftOut({ counts }: BatchSummary): readonly string[] {
  const parts = [
    [counts['duplicates'] ?? 0, 'duplicate(s) dropped'],
    [counts['badRows'] ?? 0, 'bad row(s)'],
  ] as const;
  return parts.filter(([count]) => count > 0).map(([count, what]) => `  ${String(count).padStart(7)}  ${what}`);
}

function listed(title: string, lines: readonly string[], all: string): readonly string[] {
  if (lines.length === 0) return [];
  const more = lines.length > mostListed ? [`  and ${lines.length - mostListed} more: ${all}`] : [];
  return [title, ...lines.slice(0, mostListed).map((line) => `  ${line}`), ...more];
}

function next({ record, handedOver }: EndedBatch, commands: OperatorCommands): readonly string[] {
  const { batchId, summary, status } = record;
  const open = (summary?.counts['FAILED'] ?? 0) + (summary?.counts['PENDING'] ?? 0);
  return [
    ...(open > 0 && status !== 'RUNNING' ? [`next: ${commands.resumeBatch(batchId)}`] : []),
    ...((handedOver['IN_REVIEW'] ?? 0) > 0 ? [`next: ${commands.review('list')}`] : []),
  ];
}

import { readableCause } from '../../ledger/readable-cause';
import type { BatchRecord, BatchSummary } from '../batch-record';

/** What becomes of an item, in the order in which a person wants to know it. */
export const outcomes = ['STORED', 'REJECTED', 'HANDED_OVER', 'ALREADY_PROCESSED', 'FAILED', 'PENDING'] as const;

const mostListed = 20;

/** A batch as a person reads it; `handedOver`: how many of what was handed over are where, by ledger status. */
export function batchLines(
  record: BatchRecord,
  handedOver: Readonly<Record<string, number>>,
  option: string,
): readonly string[] {
  const { batchId, status, summary, error, cause } = record;
  const failure =
    error === undefined
      ? []
      : [
          `  ${error}: ${readableCause(cause ?? '')
            .replaceAll('\n', ' ')
            .slice(0, 300)}`,
        ];
  if (summary === undefined) return [`batch ${batchId}: ${status}, and no summary was written`, ...failure];
  const { counts } = summary;
  return [
    `batch ${batchId}: ${status}, ${counts['items'] ?? 0} item(s) of ${counts['rows'] ?? 0} row(s), ${summary.executionType} children`,
    ...failure,
    ...outcomes
      .filter((name) => (counts[name] ?? 0) > 0)
      .map((name) => `  ${String(counts[name]).padStart(7)}  ${name}${standing(name, handedOver)}`),
    ...leftOut(summary),
    `  Step Functions: ${summary.price.stepFunctions.toFixed(6)} USD, ${summary.price.perThousandItems.toFixed(4)} per 1,000 items`,
    ...listed(
      'failed',
      summary.failed.map(({ key, state, error: name }) => `${key}  ${state}: ${name}`),
    ),
    ...listed(
      'bad rows',
      summary.badRows.map(({ line, reason }) => `line ${line}: ${reason}`),
    ),
    ...next(record, handedOver, option),
  ];
}

/** Whether something is left to do: an item failed or stayed pending, a row was bad, or the batch itself failed. */
export function hasFindings({ status, summary }: BatchRecord): boolean {
  if (status !== 'SUCCEEDED' || summary === undefined) return true;
  return ['FAILED', 'PENDING', 'badRows'].some((name) => (summary.counts[name] ?? 0) > 0);
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

function listed(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  const more = lines.length > mostListed ? [`  and ${lines.length - mostListed} more`] : [];
  return [`${title}:`, ...lines.slice(0, mostListed).map((line) => `  ${line}`), ...more];
}

function next(
  { batchId, summary, status }: BatchRecord,
  handedOver: Readonly<Record<string, number>>,
  option: string,
): readonly string[] {
  const open = (summary?.counts['FAILED'] ?? 0) + (summary?.counts['PENDING'] ?? 0);
  return [
    ...(open > 0 && status !== 'RUNNING' ? [`next: npx asl batch resume ${batchId}${option}`] : []),
    ...((handedOver['IN_REVIEW'] ?? 0) > 0 ? [`next: npx asl local review${option}`] : []),
  ];
}

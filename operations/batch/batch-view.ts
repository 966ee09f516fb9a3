import { failureText } from '@document-pipelines/asl/interpreter';
import { commandThatContinues, type OperatorCommands } from '../operator-commands';
import type { RejectedItem } from './batch-progress';
import type { BatchRecord, BatchSummary } from './batch-record';
import type { EndedBatch } from './run/run-to-end';

/** The outcomes of an item, in the order in which they are shown. */
export const outcomes = ['STORED', 'REJECTED', 'HANDED_OVER', 'ALREADY_PROCESSED', 'FAILED', 'PENDING'] as const;

/** How many items have an outcome; without a summary, a status of the ledger, or `not started`. */
export interface BatchCount {
  readonly name: string;
  readonly count: number;
  /** Where these items are now: `1 IN_REVIEW`. */
  readonly now?: string;
}

/** Why a batch failed: error and cause in one line, untrusted, and the command that continues it. */
export interface BatchFailure {
  readonly text: string;
  readonly command: string;
}

/** A failed item: the state, the error and its cause. */
export interface FailedLine {
  readonly key: string;
  /** Absent for a summary that does not name it. */
  readonly executionArn?: string;
  /** `EnrichDocument: States.Timeout: …`, untrusted. */
  readonly text: string;
}

/** A batch as users see it: what `pipelines batch show` prints, and what the page shows. */
export interface BatchView {
  readonly batchId: string;
  readonly executionArn: string;
  readonly status: string;
  readonly isRunning: boolean;
  readonly failure?: BatchFailure;
  /** Those above 0. */
  readonly counts: readonly BatchCount[];
  /** Absent while it runs, and if it failed before it was summarized. */
  readonly summary?: BatchSummary;
  readonly failed: readonly FailedLine[];
  readonly rejected: readonly RejectedItem[];
  readonly badRows: readonly { readonly line: number; readonly reason: string }[];
  /** Keys of what was never started; empty while the batch runs, which will start them. */
  readonly neverStarted: readonly string[];
  /** Whether `batch resume` would find something to do. */
  readonly isResumable: boolean;
  /** The next commands. */
  readonly next: readonly string[];
}

/** Returns what is shown of a batch. */
export function batchView(ended: EndedBatch, commands: OperatorCommands): BatchView {
  const { record, rejected, notBegun, handedOver } = ended;
  const { batchId, executionArn, status, summary, error } = record;
  const isRunning = status === 'RUNNING';
  const failed = summary?.failed ?? ended.failed;
  const open = (summary?.counts['FAILED'] ?? ended.failed.length) + notBegun.length;
  const isResumable = open > 0 && !isRunning;
  return {
    batchId,
    executionArn,
    status,
    isRunning,
    ...(error === undefined ? {} : { failure: failureOfBatch(record, commands, hasItems(ended)) }),
    counts: summary === undefined ? countsWithoutSummary(ended, isRunning) : countsOf(summary, ended),
    ...(summary === undefined ? {} : { summary }),
    failed: failed.map(({ key, state, error: name, cause, executionArn: arn }) => ({
      key,
      text: failureText({ state, error: name, cause }),
      ...(arn === undefined ? {} : { executionArn: arn }),
    })),
    rejected,
    badRows: summary?.badRows ?? [],
    neverStarted: isRunning ? [] : notBegun.map(({ key }) => key),
    isResumable,
    next: [
      ...(isResumable ? [commands.resumeBatch(batchId)] : []),
      ...((handedOver['IN_REVIEW'] ?? 0) > 0 ? [commands.review('list')] : []),
    ],
  };
}

/** Returns why a batch failed; what continues it is a resume if it has items, else the batch itself is redriven. */
export function failureOfBatch(
  { batchId, error, cause, summary, executionArn }: BatchRecord,
  commands: OperatorCommands,
  itemsAreKnown = summary !== undefined,
): BatchFailure {
  const command = itemsAreKnown
    ? commands.resumeBatch(batchId)
    : commandThatContinues(commands, { error, id: executionArn });
  return { text: failureText({ error, cause }), command };
}

/** Returns the outcomes of a summary that items have. */
export function outcomeCounts({ counts }: Pick<BatchSummary, 'counts'>): readonly BatchCount[] {
  return outcomes.map((name) => ({ name, count: counts[name] ?? 0 })).filter(({ count }) => count > 0);
}

/** Whether something is left to do: an item failed or never began, a row was bad, or the batch itself failed. */
export function hasFindings({ record: { status, summary }, notBegun }: EndedBatch): boolean {
  if (status !== 'SUCCEEDED' || summary === undefined || notBegun.length > 0) return true;
  return ['FAILED', 'badRows'].some((name) => (summary.counts[name] ?? 0) > 0);
}

function hasItems({ record: { summary }, places, notBegun }: EndedBatch): boolean {
  return summary !== undefined || Object.keys(places).length + notBegun.length > 0;
}

function countsOf(summary: BatchSummary, { handedOver, notBegun }: EndedBatch): readonly BatchCount[] {
  const now = Object.entries(handedOver).map(([status, count]) => `${count} ${status}`);
  return outcomeCounts(summary).map((each) => {
    if (each.name === 'PENDING') return { ...each, now: `${notBegun.length} not started` };
    return each.name === 'HANDED_OVER' && now.length > 0 ? { ...each, now: now.join(', ') } : each;
  });
}

/** The ledger has the status of the items so far. */
function countsWithoutSummary({ places, notBegun }: EndedBatch, isRunning: boolean): readonly BatchCount[] {
  const known = Object.entries(places).map(([name, count]) => ({ name, count }));
  const name = isRunning ? 'not started yet' : 'not started';
  return notBegun.length === 0 ? known : [...known, { name, count: notBegun.length }];
}

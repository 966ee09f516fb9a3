import { failedExecutionOf, type FailedExecution } from '../shared/failure/failed-execution';
import type { ChildResult } from './child-results';
import type { OutcomeCounts, PendingItem } from './summarize-batch';

/** What the children used of Express, as far as their dates tell. */
export interface ExpressUse {
  readonly requests: number;
  /** Durations, each rounded up to 100 ms. */
  readonly billedMilliseconds: number;
}

/** What a child was given. */
export type ChildInput = PendingItem;

/** A child that failed, as it is to be recorded. */
export interface FailedResult {
  readonly input: ChildInput;
  readonly execution: FailedExecution;
}

/** Counts what became of the children. Guards that each item counts once, whatever it came to. */
export class Tally {
  readonly failed: FailedResult[] = [];
  private readonly ended = new Set<string>();
  private readonly counts = { STORED: 0, REJECTED: 0, HANDED_OVER: 0, ALREADY_PROCESSED: 0, FAILED: 0, OTHER: 0 };
  private requests = 0;
  private billedMilliseconds = 0;

  addSucceeded(child: ChildResult): void {
    this.end(child);
    const { outcome } = (parsed(child.Output) ?? {}) as { readonly outcome?: unknown };
    const isKnown = typeof outcome === 'string' && outcome in this.counts && outcome !== 'FAILED';
    this.counts[isKnown ? (outcome as keyof typeof this.counts) : 'OTHER'] += 1;
  }

  /** FAILED, TIMED_OUT and ABORTED alike. */
  addFailed(child: ChildResult): void {
    const input = this.end(child);
    this.counts.FAILED += 1;
    const execution = failedExecutionOf({
      executionArn: child.ExecutionArn,
      stateMachineName: 'a child of a batch',
      input: child.Input,
      error: child.Error ?? `Execution.${child.Status}`,
      cause: child.Cause ?? `the execution ended ${child.Status} and gave no cause`,
    });
    this.failed.push({ input, execution });
  }

  get outcomes(): Omit<OutcomeCounts, 'PENDING'> {
    return { ...this.counts };
  }

  get expressUse(): ExpressUse {
    return { requests: this.requests, billedMilliseconds: this.billedMilliseconds };
  }

  /** Whether a child of this item has ended, one way or the other. */
  hasEnded(item: ChildInput): boolean {
    return this.ended.has(nameOf(item));
  }

  private end({ Input: text, StartDate: start, StopDate: stop }: ChildResult): ChildInput {
    const input = (parsed(text) ?? {}) as ChildInput;
    this.ended.add(nameOf(input));
    this.requests += 1;
    const milliseconds = start === undefined || stop === undefined ? 0 : Date.parse(stop) - Date.parse(start);
    this.billedMilliseconds += Math.max(1, Math.ceil(milliseconds / 100)) * 100;
    return input;
  }
}

function nameOf({ bucket, key, versionId }: ChildInput): string {
  return JSON.stringify([bucket, key, versionId]);
}

function parsed(text: string | undefined): unknown {
  return text === undefined ? undefined : (JSON.parse(text) as unknown);
}

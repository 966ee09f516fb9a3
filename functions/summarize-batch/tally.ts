import type { ChildResult } from './child-results';
import type { OutcomeCounts, PendingItem } from './summary';

/** The input of a child. */
export type ChildInput = PendingItem;

/** A child that failed. */
export interface FailedResult {
  readonly input: ChildInput;
  readonly executionArn: string;
  readonly error: string;
  readonly cause: string;
}

/** Counts the outcomes of the children. Guards that each item counts once. */
export class OutcomeTally {
  readonly failed: FailedResult[] = [];
  private readonly ended = new Set<string>();
  private readonly counts = { STORED: 0, REJECTED: 0, HANDED_OVER: 0, ALREADY_PROCESSED: 0, FAILED: 0, OTHER: 0 };

  addSucceeded(child: ChildResult): void {
    this.end(child);
    const { outcome } = (parseText(child.Output) ?? {}) as { readonly outcome?: unknown };
    const isKnown = typeof outcome === 'string' && outcome in this.counts && outcome !== 'FAILED';
    this.counts[isKnown ? (outcome as keyof typeof this.counts) : 'OTHER'] += 1;
  }

  /** FAILED, TIMED_OUT and ABORTED alike. */
  addFailed(child: ChildResult): void {
    const input = this.end(child);
    this.counts.FAILED += 1;
    this.failed.push({
      input,
      executionArn: child.ExecutionArn,
      error: child.Error ?? `Execution.${child.Status}`,
      cause: child.Cause ?? `the execution ended ${child.Status} and gave no cause`,
    });
  }

  get outcomes(): Omit<OutcomeCounts, 'PENDING'> {
    return { ...this.counts };
  }

  /** Whether a child of this item has ended, with any status. */
  hasEnded(item: ChildInput): boolean {
    return this.ended.has(nameOf(item));
  }

  private end({ Input: text }: ChildResult): ChildInput {
    const input = (parseText(text) ?? {}) as ChildInput;
    this.ended.add(nameOf(input));
    return input;
  }
}

function nameOf({ bucket, key, versionId }: ChildInput): string {
  return JSON.stringify([bucket, key, versionId]);
}

function parseText(text: string | undefined): unknown {
  return text === undefined ? undefined : (JSON.parse(text) as unknown);
}

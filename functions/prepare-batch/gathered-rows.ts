import { BatchRefused } from './batch-errors';
import type { BadRow, BatchItem, ResultsObject, RowCounts } from './event';
import type { RefusedRow, ResolvedRow } from './rows/row';

/**
 * The rows of one batch. Guards that no object version is in it twice, that every dropped row is counted, and the
 * bound.
 */
export class GatheredRows {
  readonly items: BatchItem[] = [];
  readonly badRows: BadRow[] = [];
  private readonly seen = new Set<string>();
  private duplicates = 0;

  constructor(private readonly maxItems: number) {}

  /** Throws TooManyItems beyond the bound, which counts bad rows too: both lists are held in memory. */
  add(row: ResolvedRow | RefusedRow): void {
    if (row.kind === 'bad') this.badRows.push(row.bad);
    else this.addItem(row.item);
    if (this.items.length + this.badRows.length <= this.maxItems) return;
    throw new BatchRefused(
      'TooManyItems',
      `a batch holds at most ${this.maxItems} rows (batch.maxItems of the environment): split the manifest into several batches`,
    );
  }

  get counts(): RowCounts {
    const { items, badRows, duplicates } = this;
    const rows = items.length + badRows.length + duplicates;
    return { rows, items: items.length, duplicates, badRows: badRows.length };
  }

  /** Throws EmptyBatch if no row is left to run. */
  assertNotEmpty({ bucket, key }: ResultsObject): void {
    if (this.items.length > 0) return;
    const why = this.badRows.length === 0 ? 'there is no row' : `all rows are bad; s3://${bucket}/${key} says why`;
    throw new BatchRefused('EmptyBatch', `the batch has no item: ${why}`);
  }

  private addItem(item: BatchItem): void {
    const name = JSON.stringify([item.bucket, item.key, item.versionId]);
    if (this.seen.has(name)) this.duplicates += 1;
    else this.items.push(item);
    this.seen.add(name);
  }
}

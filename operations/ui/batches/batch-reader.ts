import { NotFoundError } from '@document-pipelines/asl/ui';
import type { Account } from '../../account';
import { type BatchProgress, readItemProgress } from '../../batch/batch-progress';
import { type BatchRecord, describeBatch, readBatch } from '../../batch/batch-record';
import { newestFirst, readBatchIds } from '../../batch/read-batches';
import { type MapRunCounts, readMapRun } from '../../batch/read-map-run';
import { batchMachineName } from '../../batch/run/batch-request';
import { listExecutions } from '../../ledger/evidence/other-executions';

/** A batch with the counts of its Map, if it runs or has left no summary. */
export interface ReadBatch {
  readonly record: BatchRecord;
  readonly mapRun?: MapRunCounts;
}

/** Where the items of a batch are, and when that was read. */
export interface ReadProgress {
  readonly progress: BatchProgress;
  readonly asOf: number;
}

/** Milliseconds between two readings of the ledger for the same batch: at least these, and at least ten times as long as one takes. */
const fewestBetween = { process: 1_000, endpoint: 1_000, aws: 60_000 } as const;

/**
 * Reads the batches of an environment for pages that look again and again: a batch that has ended is read once more only if its execution
 * has run again, and on AWS the ledger at most once a minute.
 */
export class BatchReader {
  private readonly ended = new Map<string, BatchRecord>();
  private readonly items = new Map<string, ReadProgress & { readonly key: string; readonly until: number }>();

  constructor(
    private readonly account: Account,
    private readonly now: () => number = Date.now,
  ) {}

  /** Returns every batch, the newest first. */
  async readAll(): Promise<readonly ReadBatch[]> {
    const ids = await readBatchIds(this.account);
    const running = await this.runningArns();
    const read = await Promise.all(ids.map((batchId) => this.readKept(batchId, running)));
    return read.filter((batch) => batch !== undefined).sort((a, b) => newestFirst(a.record, b.record));
  }

  /** Throws NotFoundError. */
  async read(batchId: string): Promise<ReadBatch> {
    const batch = /^[A-Za-z0-9_-]{1,80}$/.test(batchId) ? await this.readKept(batchId, undefined) : undefined;
    if (batch === undefined) throw new NotFoundError(`there is no batch ${batchId}`);
    return batch;
  }

  /** Returns where the items are, as `pipelines batch show` does; read again if the batch has moved, but not too often. */
  async progressOf({ record, mapRun }: ReadBatch): Promise<ReadProgress> {
    const { batchId } = record;
    const kept = this.items.get(batchId);
    const key = JSON.stringify([record.status, record.summary !== undefined, mapRun]);
    const startedAt = this.now();
    if (kept !== undefined && startedAt < kept.until && (kept.key === key || record.status === 'RUNNING')) return kept;
    const progress = await readItemProgress(this.account, batchId);
    const asOf = this.now();
    const pause = Math.max(fewestBetween[this.account.kind], 10 * (asOf - startedAt));
    const read = { progress, asOf, key, until: asOf + pause };
    this.items.set(batchId, read);
    return read;
  }

  private async readKept(batchId: string, running: ReadonlySet<string> | undefined): Promise<ReadBatch | undefined> {
    const kept = this.ended.get(batchId);
    if (kept !== undefined && (await this.isAsKept(kept, running))) return { record: kept };
    const record = await readBatch(this.account, batchId);
    if (record === undefined) return undefined;
    const { executionArn, status, summary } = record;
    const hasEnded = status !== 'RUNNING' && summary !== undefined;
    if (hasEnded) this.ended.set(batchId, record);
    else this.ended.delete(batchId);
    const mapRun = hasEnded || status === 'MISSING' ? undefined : await readMapRun(this.account, executionArn);
    return { record, ...(mapRun === undefined ? {} : { mapRun }) };
  }

  /** Whether a batch that has ended has not run again. On AWS it counts as such while it is not among the running ones. */
  private async isAsKept(kept: BatchRecord, running: ReadonlySet<string> | undefined): Promise<boolean> {
    if (running !== undefined) return !running.has(kept.executionArn);
    const { status, stopDate } = await describeBatch(this.account, kept.executionArn);
    return status === kept.status && stopDate?.getTime() === kept.stopDate?.getTime();
  }

  /** Undefined where each batch is described: that costs nothing. */
  private async runningArns(): Promise<ReadonlySet<string> | undefined> {
    const machine = this.account.names.machines.find(({ localName }) => localName === batchMachineName);
    if (this.account.kind !== 'aws' || machine === undefined) return undefined;
    const running = await listExecutions(this.account, { stateMachineArn: machine.arn, statusFilter: 'RUNNING' });
    return new Set(running.map(({ executionArn }) => executionArn));
  }
}

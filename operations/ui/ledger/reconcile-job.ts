import { rmSync } from 'node:fs';
import { UserError } from '@document-pipelines/asl/diagnostics';
import type { Account } from '../../account';
import { gapMeanings } from '../../ledger/gaps/gap';
import { interruptedReading, type Reconciliation, reconcile } from '../../ledger/reconcile';
import { openInventory } from '../../ledger/reconcile/inventory';
import type { ReconcileResult, ReconcileState } from './ledger-model';

/** How reconciling starts. */
export interface ReconcileStart {
  /** Forgets an interrupted reading. */
  readonly isNew: boolean;
  /** The manifest of an S3 Inventory of the documents bucket: used instead of its listing. */
  readonly inventory?: string;
}

/** Milliseconds between two reports of the progress. */
const reportEvery = 400;
/** Keys that wait for a batch, of which the result names some. */
const mostWaiting = 20;

/**
 * Reconciles in the background, as `pipelines ledger reconcile` does, for every page that is open. Guards that there is one run at a time, and
 * that one that was stopped can be continued: its reading is kept in the folder that the command uses.
 */
export class ReconcileJob {
  private current: ReconcileState | undefined;
  private stopping: AbortController | undefined;
  private found: Reconciliation | undefined;
  private reportedAt = 0;

  constructor(
    private readonly account: Account,
    private readonly folder: string,
    private readonly options: { readonly now: () => number; readonly onChange: () => void },
  ) {}

  get state(): ReconcileState {
    return this.current ?? { kind: 'idle', ...this.interrupted() };
  }

  /** The whole of the last result; undefined without one. */
  get result(): Reconciliation | undefined {
    return this.found;
  }

  /** Starts it; a second start while it runs does nothing. Throws UserError for an inventory that cannot be used. */
  async start({ isNew, inventory: uri }: ReconcileStart): Promise<void> {
    if (this.current?.kind === 'running') return;
    const startedAt = this.options.now();
    const stopping = new AbortController();
    this.stopping = stopping;
    this.found = undefined;
    this.put({ kind: 'running', startedAt, line: 'reading' });
    try {
      if (isNew) rmSync(this.folder, { recursive: true, force: true });
      const inventory = uri === undefined ? undefined : await openInventory(this.account, uri);
      const versions = inventory === undefined ? {} : { versions: [inventory.source] };
      void this.run(startedAt, stopping.signal, versions);
    } catch (error) {
      this.current = undefined;
      this.options.onChange();
      throw error;
    }
  }

  /** Stops it; what has been read is kept. */
  stop(): void {
    this.stopping?.abort(new UserError('stopped'));
  }

  private async run(startedAt: number, signal: AbortSignal, versions: object): Promise<void> {
    const { account, folder } = this;
    try {
      const found = await reconcile(account, {
        signal,
        folder,
        ...versions,
        onProgress: (line, share) => this.report({ startedAt, line, ...(share === undefined ? {} : { share }) }),
        onResume: (since) => this.report({ startedAt, line: `continuing the reading of ${since}` }),
      });
      this.found = found;
      this.put(resultOf(found, { startedAt, at: this.options.now() }));
    } catch (error) {
      const at = this.options.now();
      const message = error instanceof Error ? error.message : String(error);
      this.put({ kind: signal.aborted ? 'stopped' : 'failed', at, message, ...this.interrupted() });
    }
  }

  private report(progress: { readonly startedAt: number; readonly line: string; readonly share?: number }): void {
    const isDue = this.options.now() - this.reportedAt >= reportEvery;
    this.current = { kind: 'running', ...progress };
    if (isDue) this.put(this.current);
  }

  private put(state: ReconcileState): void {
    this.current = state;
    this.reportedAt = this.options.now();
    this.options.onChange();
  }

  private interrupted(): { readonly interruptedAt?: string } {
    const interruptedAt = interruptedReading(this.folder);
    return interruptedAt === undefined ? {} : { interruptedAt };
  }
}

function resultOf(
  { documents, places, waitingForBatch, letters, gaps }: Reconciliation,
  times: Pick<ReconcileResult, 'startedAt' | 'at'>,
): ReconcileResult {
  const kinds = Object.entries(gapMeanings)
    .map(([kind, meaning]) => ({ kind, meaning, count: gaps.filter((gap) => gap.kind === kind).length }))
    .filter(({ count }) => count > 0);
  const waiting = { count: waitingForBatch.length, keys: waitingForBatch.slice(0, mostWaiting) };
  return { kind: 'done', ...times, documents, places, letters, waiting, kinds, gaps: gaps.length };
}

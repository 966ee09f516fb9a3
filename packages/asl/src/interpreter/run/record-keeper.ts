import type { ExecutionRecord, ExecutionStore } from '../execution-record';

/**
 * Saves an execution's record. Saves never overlap; calls during a save share the one that begins after it, so branches
 * that run side by side do not wait for one another's saves.
 */
export class RecordKeeper {
  private underWay?: Promise<void>;
  private following?: Promise<void>;
  private isClosed = false;

  constructor(
    private readonly store: ExecutionStore,
    private readonly record: () => ExecutionRecord,
  ) {}

  /** Resolves when a record from this call or later has been kept. */
  save(): Promise<void> {
    if (this.underWay === undefined) return this.begin();
    this.following ??= this.underWay.then(
      () => this.begin(),
      () => this.begin(),
    );
    return this.following;
  }

  /** From now on no record is written. */
  close(): void {
    this.isClosed = true;
  }

  private begin(): Promise<void> {
    this.following = undefined;
    if (this.isClosed) return Promise.resolve();
    const saving = this.store.save(this.record());
    this.underWay = saving;
    const done = (): void => {
      if (this.underWay === saving) this.underWay = undefined;
    };
    saving.then(done, done);
    return saving;
  }
}

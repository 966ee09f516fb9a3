import type { ExecutionRecord, ExecutionStore } from '../execution-record';

/**
 * Saves an execution's record. Saves never overlap; those asked for while one is under way are served by one that begins after it,
 * so branches that go on side by side do not queue up behind one another's saves.
 */
export class RecordKeeper {
  private underWay?: Promise<void>;
  private following?: Promise<void>;
  private isClosed = false;

  constructor(
    private readonly store: ExecutionStore,
    private readonly record: () => ExecutionRecord,
  ) {}

  /** Resolves when a record made at or after this call has been kept. */
  save(): Promise<void> {
    if (this.underWay === undefined) return this.begin();
    this.following ??= this.underWay.then(
      () => this.begin(),
      () => this.begin(),
    );
    return this.following;
  }

  /** Nothing is written from now on. */
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

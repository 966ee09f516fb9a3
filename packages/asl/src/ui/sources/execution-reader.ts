import { type ReadEvent, type ReadExecution, readExecution } from '../model';
import type { ExecutionSource } from './execution-source';

/** Executions whose histories are kept. */
const maxKept = 20;
/** Milliseconds for which a running execution is not read again. */
const freshness = 900;

interface Kept {
  readonly read: Promise<ReadExecution>;
  readonly at: number;
}

/** Reads executions with their histories. Guards that a history is read once, and only its end again while it grows. */
export class ExecutionReader {
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly source: ExecutionSource,
    private readonly now: () => number = Date.now,
  ) {}

  /** Rejects with an ExecutionNotFoundError. */
  async read(executionArn: string): Promise<ReadExecution> {
    const known = this.kept.get(executionArn);
    if (known !== undefined && this.now() - known.at < freshness) return known.read;
    const reading = this.readAgain(executionArn, await known?.read.catch(() => undefined));
    this.kept.delete(executionArn);
    this.kept.set(executionArn, { read: reading, at: this.now() });
    const [oldest] = this.kept.keys();
    if (this.kept.size > maxKept && oldest !== undefined) this.kept.delete(oldest);
    reading.catch(() => this.kept.delete(executionArn));
    return reading;
  }

  /** An act has changed it: the next reading is a new one, of the end of its history. */
  expire(executionArn: string): void {
    const known = this.kept.get(executionArn);
    if (known !== undefined) this.kept.set(executionArn, { ...known, at: 0 });
  }

  private async readAgain(executionArn: string, former: ReadExecution | undefined): Promise<ReadExecution> {
    const described = await this.source.describe(executionArn);
    const before: readonly ReadEvent[] = former?.events ?? [];
    const isSame =
      former !== undefined &&
      described.status !== 'RUNNING' &&
      former.described.status === described.status &&
      former.described.redriveCount === described.redriveCount;
    if (isSame) return former;
    const more = await this.source.events(executionArn, before.at(-1)?.id ?? 0);
    return readExecution(described, more.length === 0 ? before : [...before, ...more]);
  }
}

import { existsSync, mkdirSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  type ExecutionRecord,
  type ExecutionStatus,
  type ExecutionStore,
  type HistoryEvent,
  linesOf,
} from '@document-pipelines/asl/interpreter';
import { DamagedFileError, readJsonFile, writeTextFile } from '../../../../json-file';
import type { ExecutionOrigin, KeptExecution } from './execution-archive';

/** The content of `<name>.json`; the history's events are in `<name>.history.ndjson`, one a line. */
interface ExecutionFileContent extends ExecutionOrigin {
  /** The last published status. */
  readonly announced?: ExecutionStatus;
  readonly historyEvents: number;
  /** Bytes of the history that belong to this record; what a killed process wrote beyond them is cut off. */
  readonly historyBytes: number;
  readonly record: Omit<ExecutionRecord, 'history'>;
}

/** The path and name of a stored execution. */
export interface ExecutionFileOptions {
  readonly file: string;
  /** Called with the error of a write, before the promise of the write rejects. */
  readonly onFailure: OnFailure;
}

type OnFailure = (error: unknown) => void;

/**
 * One execution on disk. Guards that the record never refers to events that are not on disk yet: history is appended first, then the
 * record is replaced. A save costs what is new, not what the history has grown to.
 */
export class ExecutionFile implements ExecutionStore, KeptExecution {
  readonly store: ExecutionStore = this;
  private readonly file: string;
  private content: ExecutionFileContent | undefined;
  readonly origin: ExecutionOrigin;
  private announcedStatus: ExecutionStatus | undefined;
  private latest: ExecutionRecord | undefined;
  private writing: Promise<void> = Promise.resolve();
  private queued: Promise<void> | undefined;
  private readonly onFailure: OnFailure;

  private constructor(
    { file, onFailure }: ExecutionFileOptions,
    origin: ExecutionOrigin,
    content?: ExecutionFileContent,
  ) {
    this.file = file;
    this.onFailure = onFailure;
    this.origin = origin;
    this.content = content;
    this.announcedStatus = content?.announced;
  }

  /** A new execution's file. History of that name belongs to no record: a process was killed between the two. */
  static create(options: ExecutionFileOptions, origin: ExecutionOrigin): ExecutionFile {
    mkdirSync(dirname(options.file), { recursive: true });
    const created = new ExecutionFile(options, origin);
    rmSync(created.historyFile, { force: true });
    return created;
  }

  /** The file of an execution that was saved before, or undefined. */
  static open(options: ExecutionFileOptions): ExecutionFile | undefined {
    const content = readJsonFile<ExecutionFileContent>(options.file, ['record', 'historyEvents', 'historyBytes']);
    return content === undefined ? undefined : new ExecutionFile(options, content, content);
  }

  get announced(): ExecutionStatus | undefined {
    return this.announcedStatus;
  }

  /** Returns the record as it was last written, without its history: cheap, for lists. */
  get summary(): Omit<ExecutionRecord, 'history'> {
    return this.latest ?? this.written.record;
  }

  /** Returns the whole record as it was last written. */
  read(): ExecutionRecord {
    return this.latest ?? { ...this.written.record, history: this.readHistory(this.written) };
  }

  /** Before another process continues, cuts off what was appended after the last whole record. */
  prepareToResume(): ExecutionRecord {
    const record = this.read();
    if (existsSync(this.historyFile)) truncateSync(this.historyFile, this.written.historyBytes);
    return record;
  }

  /** Resolves when this record, or a later one, is on disk. */
  save(record: ExecutionRecord): Promise<void> {
    this.latest = record;
    this.queued ??= this.writing.then(() => {
      this.queued = undefined;
      this.writing = this.write().catch((error: unknown) => {
        // Called before the execution gets the error: it must not fail because the disk is full.
        this.onFailure(error);
        throw error;
      });
      return this.writing;
    });
    return this.queued;
  }

  /** Records that a status was published. */
  announce(status: ExecutionStatus): Promise<void> {
    this.announcedStatus = status;
    return this.save(this.read());
  }

  /** Resolves when all writes are done. */
  async settled(): Promise<void> {
    await (this.queued ?? this.writing);
  }

  /** What the file holds; nobody reads an execution before its first save. */
  private get written(): ExecutionFileContent {
    return this.content!;
  }

  private get historyFile(): string {
    return this.file.replace(/\.json$/, '.history.ndjson');
  }

  private async write(): Promise<void> {
    const { history, ...record } = this.latest!;
    const { historyEvents = 0, historyBytes = 0 } = this.content ?? {};
    const lines = history
      .slice(historyEvents)
      .map((event) => `${JSON.stringify(event)}\n`)
      .join('');
    const content: ExecutionFileContent = {
      ...this.origin,
      ...(this.announcedStatus === undefined ? {} : { announced: this.announcedStatus }),
      historyEvents: history.length,
      historyBytes: historyBytes + Buffer.byteLength(lines),
      record,
    };
    if (lines !== '') await appendFile(this.historyFile, lines);
    await writeTextFile(this.file, `${JSON.stringify(content)}\n`);
    this.content = content;
  }

  private readHistory({ historyEvents, historyBytes }: ExecutionFileContent): readonly HistoryEvent[] {
    if (historyEvents === 0) return [];
    const lines = linesOf(readFileSync(this.historyFile).subarray(0, historyBytes).toString('utf8'));
    try {
      return lines.slice(0, historyEvents).map((line) => JSON.parse(line) as HistoryEvent);
    } catch (error) {
      throw new DamagedFileError(
        this.historyFile,
        `JSON lines (${error instanceof Error ? error.message : String(error)})`,
      );
    }
  }
}

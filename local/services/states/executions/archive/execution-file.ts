import { existsSync, mkdirSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  type ExecutionRecord,
  type ExecutionStatus,
  type ExecutionStore,
  type HistoryEvent,
  linesOf,
} from '../../../../../interpreter';
import { DamagedFileError, readJsonFile, writeTextFile } from '../../../../json-file';
import type { ExecutionOrigin, KeptExecution } from './execution-archive';

/** The content of `<name>.json`; the history's events lie in `<name>.history.ndjson`, one a line. */
interface ExecutionFileContent extends ExecutionOrigin {
  /** The last status that the event bus has been told. */
  readonly announced?: ExecutionStatus;
  readonly historyEvents: number;
  /** Bytes of the history that belong to this record; what a killed process wrote beyond them is cut off. */
  readonly historyBytes: number;
  readonly record: Omit<ExecutionRecord, 'history'>;
}

/** Where an execution is kept. */
export interface ExecutionFilePlace {
  readonly file: string;
  /** Called with the error of a write, before whoever waits for the write. */
  readonly onFailure: OnFailure;
}

type OnFailure = (error: unknown) => void;

/**
 * One execution on disk. Guards that the record never speaks of events that are not there yet: history is appended first, then the
 * record takes the old one's place. A save costs what is new, not what the history has grown to.
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
    { file, onFailure }: ExecutionFilePlace,
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
  static create(place: ExecutionFilePlace, origin: ExecutionOrigin): ExecutionFile {
    mkdirSync(dirname(place.file), { recursive: true });
    const created = new ExecutionFile(place, origin);
    rmSync(created.historyFile, { force: true });
    return created;
  }

  /** The file of an execution that was saved before, or undefined. */
  static open(place: ExecutionFilePlace): ExecutionFile | undefined {
    const content = readJsonFile<ExecutionFileContent>(place.file, ['record', 'historyEvents', 'historyBytes']);
    return content === undefined ? undefined : new ExecutionFile(place, content, content);
  }

  get announced(): ExecutionStatus | undefined {
    return this.announcedStatus;
  }

  /** The record as it was last written, without its history: cheap, for lists. */
  get summary(): Omit<ExecutionRecord, 'history'> {
    return this.latest ?? this.written.record;
  }

  /** The whole record as it was last written. */
  read(): ExecutionRecord {
    return this.latest ?? { ...this.written.record, history: this.readHistory(this.written) };
  }

  /** Before another process goes on: what was appended after the last whole record is cut off. */
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
        // Before the execution hears of it: it must not fail because the disk is full.
        this.onFailure(error);
        throw error;
      });
      return this.writing;
    });
    return this.queued;
  }

  /** Remembers that the event bus has been told of a status. */
  announce(status: ExecutionStatus): Promise<void> {
    this.announcedStatus = status;
    return this.save(this.read());
  }

  /** Resolves when nothing is being written. */
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

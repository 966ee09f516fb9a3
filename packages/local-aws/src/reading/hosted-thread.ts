import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import {
  type DocumentReading,
  type OnPage,
  type PageRead,
  type ReadingAnswer,
  type ReadingMessage,
  type ReadingRequest,
  type ReadingThreadData,
  watchCells,
} from './reading-messages';

/** A document in the queue or in a thread. */
export interface Task {
  readonly request: ReadingRequest;
  /** The smaller, the earlier its turn. */
  readonly position: number;
  /** How many threads ended by themselves while they had it. */
  readonly losses: number;
  /** Set when its result is no longer needed. */
  isDropped: boolean;
  readonly onPage: OnPage;
  resolve(reading: DocumentReading): void;
  reject(error: Error): void;
}

/** Options and callbacks of a thread. */
export interface HostedThreadOptions extends Omit<ReadingThreadData, 'watch'> {
  onAnswer(thread: HostedThread, answer: ReadingAnswer): void;
  /** The thread has ended, by itself or by `end`; its tasks are still there. */
  onExit(thread: HostedThread, reason: string): void;
}

/** A document that has kept its thread busy without a pause. */
export interface Busy {
  readonly documentId: number;
  readonly milliseconds: number;
  readonly allowedMilliseconds: number;
}

/** One reading thread, the documents it has, and what can be seen of it from outside. */
export class HostedThread {
  readonly tasks = new Map<number, Task>();
  private readonly watch = new Int32Array(new SharedArrayBuffer(4 * watchCells.count));
  private readonly worker: Worker;
  private piece = 0;
  private busyMilliseconds = 0;

  constructor({ onAnswer, onExit, ...data }: HostedThreadOptions) {
    // Uses its path: Node.js 20.9 resolves a name alone from the current folder.
    this.worker = new Worker(join(__dirname, 'reading-thread.js'), {
      execArgv: [],
      workerData: { ...data, watch: this.watch } satisfies ReadingThreadData,
    });
    let reason = 'the reading thread was ended';
    this.worker.on('message', (message: ReadingAnswer | PageRead) => {
      if ('reading' in message) onAnswer(this, message);
      else this.tasks.get(message.id)?.onPage(message.pagesRead, message.pageCount);
    });
    this.worker.on('error', (error) => {
      reason = `the reading thread failed: ${error.message}`;
    });
    this.worker.on('exit', () => onExit(this, reason));
  }

  give(task: Task): void {
    this.tasks.set(task.request.id, task);
    this.worker.ref();
    this.send({ read: task.request });
  }

  /** Takes a document from the thread, whose result for it is no longer used. */
  takeBack(id: number): Task | undefined {
    const task = this.finish(id);
    if (task !== undefined) this.drop(id);
    return task;
  }

  /** Removes a document that has its result. */
  finish(id: number): Task | undefined {
    const task = this.tasks.get(id);
    this.tasks.delete(id);
    if (this.tasks.size === 0) this.worker.unref();
    return task;
  }

  drop(id: number): void {
    this.send({ drop: id });
  }

  /** Returns the document that is currently read; 0 while idle. */
  documentAtWork(): number {
    return Atomics.load(this.watch, watchCells.documentId);
  }

  /**
   * Checks whether the thread is still busy with the same piece of work as at the last check, since when the process has worked for
   * some milliseconds.
   */
  look(workedMilliseconds: number): Busy {
    const piece = Atomics.load(this.watch, watchCells.piece);
    const documentId = this.documentAtWork();
    const isSame = piece === this.piece && documentId !== 0;
    this.busyMilliseconds = isSame ? this.busyMilliseconds + workedMilliseconds : 0;
    this.piece = piece;
    const allowedMilliseconds = Atomics.load(this.watch, watchCells.milliseconds);
    return { documentId, milliseconds: this.busyMilliseconds, allowedMilliseconds };
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }

  private send(message: ReadingMessage): void {
    this.worker.postMessage(message);
  }
}

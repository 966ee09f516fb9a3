import { availableParallelism } from 'node:os';
import { fileKindOf } from './file-kind';
import { type Busy, HostedThread, type Task } from './hosted-thread';
import type { DocumentReading, OnPage, ReadingAllowance, ReadingAnswer, ReadingRequest } from './reading-messages';
import { tookTooLong } from './reading-turns';
import { measureWorkedTime } from './worked-time';

/** How the reading threads are watched. */
export interface ReadingThreadsOptions {
  /** Default: 60 s, and 10 s for each page. */
  readonly allowance?: ReadingAllowance;
  /** Milliseconds between two checks of the threads. Default: 500. */
  readonly watchMilliseconds?: number;
  /** A document that uses its thread for longer continues alone: the others get a new thread. Default: 3,000. */
  readonly patienceMilliseconds?: number;
}

/** A document to be read. */
export interface AskedReading extends Omit<ReadingRequest, 'id'> {
  readonly onPage?: OnPage;
}

/** A reading that was asked for. */
export interface StartedReading {
  readonly reading: Promise<DocumentReading>;
  /** Its position in the queue. */
  readonly position: number;
  /** Its result is no longer needed: the reading ends `dropped`, unless all its pages have begun. */
  drop(): void;
}

/** Documents at work at the same time: those whose pages have to be recognised, and the others. */
const recognitionThreads = Math.min(2, availableParallelism());
const mostAtWork = { plain: 2, recognised: recognitionThreads };
type Queue = keyof typeof mostAtWork;
/** Threads that do not accept documents any more but may finish theirs. */
const mostRetired = 2;
/** A document is not passed to further threads if threads end by themselves. */
const mostLosses = 2;

/**
 * Guards the threads that read: a bounded number of documents is at work, those without recognition do not wait for the others, and
 * a document that breaks or blocks its thread fails alone.
 */
export class ReadingThreads {
  /** In the order in which the documents were first asked for. */
  private readonly queues: Readonly<Record<Queue, Task[]>> = { plain: [], recognised: [] };
  private readonly threads = new Set<HostedThread>();
  private readonly allowance: ReadingAllowance;
  private readonly watchMilliseconds: number;
  private readonly patienceMilliseconds: number;
  private current: HostedThread | undefined;
  private watch: NodeJS.Timeout | undefined;
  private lastId = 0;
  private isClosed = false;

  constructor(options: ReadingThreadsOptions) {
    this.allowance = options.allowance ?? { documentMilliseconds: 60_000, pageMilliseconds: 10_000 };
    this.watchMilliseconds = options.watchMilliseconds ?? 500;
    this.patienceMilliseconds = options.patienceMilliseconds ?? 3_000;
  }

  /**
   * Queues a document, at the place of an earlier reading of it that was dropped. Its reading rejects only if the reader is closed or
   * its thread cannot run.
   */
  start({ onPage = () => undefined, ...document }: AskedReading, earlierPosition?: number): StartedReading {
    if (this.isClosed) throw new Error('the document reader has been closed');
    this.lastId += 1;
    const id = this.lastId;
    const position = earlierPosition ?? id;
    const reading = new Promise<DocumentReading>((resolve, reject) => {
      const task: Task = {
        request: { ...document, id },
        position,
        losses: 0,
        isDropped: false,
        onPage,
        resolve,
        reject,
      };
      this.queue([isPicture(document) ? withoutTextLayer(task) : task]);
    });
    return { reading, position, drop: () => this.drop(id) };
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearInterval(this.watch);
    for (const task of Object.values(this.queues).flatMap((queue) => queue.splice(0)))
      task.reject(new Error('the reading thread was ended'));
    await Promise.all([...this.threads].map((thread) => thread.end()));
  }

  private queue(tasks: readonly Task[]): void {
    for (const task of tasks) {
      const queue = this.queues[queueOf(task)];
      const after = queue.findIndex(({ position }) => position > task.position);
      if (task.isDropped) task.resolve({ dropped: true });
      else queue.splice(after < 0 ? queue.length : after, 0, task);
    }
    this.giveOut();
  }

  private giveOut(): void {
    for (const name of ['plain', 'recognised'] as const) {
      const queue = this.queues[name];
      while (this.atWork(name) < mostAtWork[name]) {
        const task = queue.shift();
        if (task === undefined) break;
        this.current ??= this.startThread();
        this.current.give(task);
      }
    }
    this.watchThreads();
  }

  private atWork(name: Queue): number {
    return [...(this.current?.tasks.values() ?? [])].filter((task) => queueOf(task) === name).length;
  }

  private drop(id: number): void {
    for (const queue of Object.values(this.queues)) {
      const at = queue.findIndex(({ request }) => request.id === id);
      for (const task of at < 0 ? [] : queue.splice(at, 1)) task.resolve({ dropped: true });
    }
    for (const thread of this.threads) {
      const task = thread.tasks.get(id);
      if (task === undefined) continue;
      task.isDropped = true;
      thread.drop(id);
    }
  }

  private startThread(): HostedThread {
    const thread = new HostedThread({
      allowance: this.allowance,
      recognitionThreads,
      onAnswer: (from, answer) => this.hear(from, answer),
      onExit: (ended, reason) => this.replace(ended, reason),
    });
    this.threads.add(thread);
    return thread;
  }

  private hear(thread: HostedThread, { id, reading, isSpoilt }: ReadingAnswer): void {
    const task = thread.finish(id);
    if (task !== undefined && 'needsRecognition' in reading) this.queue([withoutTextLayer(task)]);
    else task?.resolve(reading);
    if (isSpoilt && this.current === thread) this.current = undefined;
    this.endIfRetired(thread);
    this.giveOut();
  }

  private endIfRetired(thread: HostedThread): void {
    if (thread !== this.current && thread.tasks.size === 0) void thread.end();
  }

  private replace(ended: HostedThread, reason: string): void {
    this.threads.delete(ended);
    if (this.current === ended) this.current = undefined;
    const atWork = ended.tasks.get(ended.documentAtWork());
    const again: Task[] = [];
    for (const task of ended.tasks.values()) {
      if (this.isClosed) task.reject(new Error(reason));
      else if (task === atWork) task.resolve(damagedReading(`it made the reader end: ${reason}`));
      else if (task.losses + 1 >= mostLosses) task.reject(new Error(reason));
      else again.push({ ...task, losses: task.losses + (atWork === undefined ? 1 : 0) });
    }
    this.queue(again);
  }

  private watchThreads(): void {
    const isIdle = [...this.threads].every((thread) => thread.tasks.size === 0);
    if (isIdle) {
      clearInterval(this.watch);
      this.watch = undefined;
      return;
    }
    if (this.watch !== undefined) return;
    const workedMilliseconds = measureWorkedTime();
    this.watch = setInterval(() => this.look(workedMilliseconds()), this.watchMilliseconds);
    this.watch.unref();
  }

  private look(workedMilliseconds: number): void {
    for (const thread of this.threads) {
      const busy = thread.look(workedMilliseconds);
      if (busy.documentId === 0) continue;
      if (busy.milliseconds > busy.allowedMilliseconds) this.end(thread, busy);
      else if (busy.milliseconds > this.patienceMilliseconds) this.retire(thread, busy);
    }
  }

  /** Ends a thread whose document has used up its time. Its other documents are passed to a new one. */
  private end(thread: HostedThread, { documentId }: Busy): void {
    const task = thread.finish(documentId);
    task?.resolve(damagedReading(tookTooLong(this.allowance.documentMilliseconds).message));
    this.retireNow(thread, documentId);
    void thread.end();
  }

  private retire(thread: HostedThread, { documentId }: Busy): void {
    const retired = this.threads.size - 1;
    const isAlone = thread.tasks.size === 1 && Object.values(this.queues).every((queue) => queue.length === 0);
    if (thread === this.current && !isAlone && retired < mostRetired) this.retireNow(thread, documentId);
  }

  private retireNow(thread: HostedThread, documentId: number): void {
    if (this.current === thread) this.current = undefined;
    const others = [...thread.tasks.keys()].filter((id) => id !== documentId);
    this.queue(others.flatMap((id) => thread.takeBack(id) ?? []));
  }
}

function isPicture({ wanted, bytes }: Omit<ReadingRequest, 'id'>): boolean {
  const kind = fileKindOf(bytes);
  return wanted === 'text' && kind !== undefined && kind !== 'pdf';
}

function withoutTextLayer(task: Task): Task {
  return { ...task, request: { ...task.request, wanted: 'recognised-text' } };
}

function queueOf({ request }: Task): Queue {
  return request.wanted === 'recognised-text' ? 'recognised' : 'plain';
}

function damagedReading(message: string): DocumentReading {
  return { unreadable: { reason: 'damaged', message } };
}

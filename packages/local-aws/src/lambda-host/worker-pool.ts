import type { FunctionWorker, WorkerAnswer, WorkerRequest } from './function-worker';

/** How many threads a function version may have at once before callers are asked for patience. */
export interface PoolLimits {
  readonly comfortableWorkers: number;
  /**
   * If no worker has become free for this time, a waiting caller gets a new one. A function that calls itself would otherwise wait for
   * ever. Each one beyond the comfortable number asks for twice the patience, so that slow work does not fill the memory.
   */
  readonly patienceMilliseconds: number;
}

/**
 * The execution environments of one function version, kept warm. Guards that a worker has one invocation at a time. While AWS would
 * start another environment at once, callers first wait a moment for a warm one, since local cores are few.
 */
export class WorkerPool {
  private readonly idle: FunctionWorker[] = [];
  private readonly all = new Set<FunctionWorker>();
  private readonly waiting: ((worker: FunctionWorker) => void)[] = [];
  private patience: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor(
    private readonly start: () => FunctionWorker,
    private readonly limits: PoolLimits,
  ) {}

  /** Runs one invocation on an idle worker, or on a new one. */
  async invoke(request: WorkerRequest): Promise<WorkerAnswer> {
    const worker = await this.take();
    const answer = await worker.invoke(request);
    if (answer.survives) this.giveBack(worker);
    else this.drop(worker);
    return answer;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.patience);
    await Promise.all([...this.all].map((worker) => worker.close()));
  }

  private take(): Promise<FunctionWorker> | FunctionWorker {
    for (let worker = this.idle.pop(); worker !== undefined; worker = this.idle.pop()) {
      if (worker.isAlive) return worker;
      this.all.delete(worker);
    }
    return this.all.size < this.limits.comfortableWorkers ? this.startWorker() : this.waitForWorker();
  }

  private waitForWorker(): Promise<FunctionWorker> {
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      if (this.waiting.length === 1) this.bePatient();
    });
  }

  /** Counts the time since a worker last came free, while a caller waits. */
  private bePatient(): void {
    clearTimeout(this.patience);
    if (this.waiting.length === 0 || this.isClosed) return;
    const beyond = Math.max(0, this.all.size - this.limits.comfortableWorkers);
    const patience = this.limits.patienceMilliseconds * 2 ** beyond;
    this.patience = setTimeout(() => this.serve(this.startWorker()), patience);
  }

  /** Passes a free worker to the caller that has waited longest. Returns false without a waiting caller. */
  private serve(worker: FunctionWorker): boolean {
    const next = this.waiting.shift();
    this.bePatient();
    next?.(worker);
    return next !== undefined;
  }

  private startWorker(): FunctionWorker {
    const worker = this.start();
    this.all.add(worker);
    return worker;
  }

  private giveBack(worker: FunctionWorker): void {
    if (this.serve(worker)) return;
    if (this.all.size <= this.limits.comfortableWorkers) this.idle.push(worker);
    else {
      this.all.delete(worker);
      void worker.close();
    }
  }

  private drop(worker: FunctionWorker): void {
    this.all.delete(worker);
    if (this.waiting.length > 0 && !this.isClosed) this.serve(this.startWorker());
  }
}

import type { FunctionWorker, WorkerAnswer, WorkerRequest } from './function-worker';

/** How many threads a function version may have at once before callers are asked for patience. */
export interface PoolLimits {
  readonly comfortableWorkers: number;
  /** A caller who has waited this long gets a thread of its own: a function that calls itself would otherwise wait for ever. */
  readonly patienceMilliseconds: number;
}

/**
 * The execution environments of one function version, kept warm. Guards that a worker has one invocation at a time. Where AWS would
 * start another environment at once, callers first wait a moment for a warm one: a laptop has few cores.
 */
export class WorkerPool {
  readonly #idle: FunctionWorker[] = [];
  readonly #all = new Set<FunctionWorker>();
  readonly #waiting: ((worker: FunctionWorker) => void)[] = [];

  constructor(
    private readonly start: () => FunctionWorker,
    private readonly limits: PoolLimits,
  ) {}

  /** Runs one invocation on an idle worker, or on a new one. */
  async invoke(request: WorkerRequest): Promise<WorkerAnswer> {
    const worker = await this.#take();
    const answer = await worker.invoke(request);
    if (answer.survives) this.#giveBack(worker);
    else this.#drop(worker);
    return answer;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#all].map((worker) => worker.close()));
  }

  #take(): Promise<FunctionWorker> | FunctionWorker {
    for (let worker = this.#idle.pop(); worker !== undefined; worker = this.#idle.pop()) {
      if (worker.isAlive) return worker;
      this.#all.delete(worker);
    }
    return this.#all.size < this.limits.comfortableWorkers ? this.#startWorker() : this.#waitForWorker();
  }

  #waitForWorker(): Promise<FunctionWorker> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(take), 1);
        resolve(this.#startWorker());
      }, this.limits.patienceMilliseconds);
      const take = (worker: FunctionWorker): void => {
        clearTimeout(timer);
        resolve(worker);
      };
      this.#waiting.push(take);
    });
  }

  #startWorker(): FunctionWorker {
    const worker = this.start();
    this.#all.add(worker);
    return worker;
  }

  #giveBack(worker: FunctionWorker): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#idle.push(worker);
    else next(worker);
  }

  #drop(worker: FunctionWorker): void {
    this.#all.delete(worker);
    const next = this.#waiting.shift();
    if (next !== undefined) next(this.#startWorker());
  }
}

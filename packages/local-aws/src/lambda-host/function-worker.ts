import { url as inspectorUrl } from 'node:inspector';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import type { FunctionConfiguration } from './function-configuration';

/** A function's error, in the shape that Lambda returns. */
export interface FunctionFailure {
  readonly errorType?: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

/** The result of one invocation. `survives`: whether the worker can be used again. */
export type WorkerAnswer =
  | { readonly kind: 'returned'; readonly payload: string; readonly survives: boolean }
  | { readonly kind: 'failed'; readonly failure: FunctionFailure; readonly survives: boolean };

/** One invocation, in the shape that the runtime inside the worker uses. */
export interface WorkerRequest {
  readonly requestId: string;
  /** JSON text. */
  readonly payload: string;
  readonly invokedFunctionArn: string;
  readonly traceId: string;
}

type WorkerMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'printed'; readonly text: string }
  | { readonly kind: 'unloadable'; readonly failure: FunctionFailure }
  | { readonly kind: 'crashed'; readonly failure: FunctionFailure }
  | { readonly kind: 'returned'; readonly requestId: string; readonly payload: string }
  | { readonly kind: 'threw'; readonly requestId: string; readonly failure: FunctionFailure };

/** Lambda allows 10 seconds for the initialisation, before the function's timeout starts. */
const initialisationSeconds = 10;
/** Of each worker: by default it may grow to 48, which ten of them would never release. */
const youngGenerationMegabytes = 8;
/** Bytes of a synchronous response: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const maxResponseBytes = 6 * 1024 * 1024;

/**
 * One execution environment of a function: a worker thread with the function's environment and memory. It runs one invocation at a
 * time, and guards that every invocation returns exactly once, also if the thread ends.
 */
export class FunctionWorker {
  private readonly worker: Worker;
  private readonly configuration: FunctionConfiguration;
  private readonly ready: Promise<void>;
  private becomeReady: () => void = () => undefined;
  private settle: ((answer: WorkerAnswer) => void) | undefined;
  private end: FunctionFailure | undefined;

  constructor(
    configuration: FunctionConfiguration,
    environment: Record<string, string>,
    private readonly writeLog: (text: string) => void,
  ) {
    this.configuration = configuration;
    this.ready = new Promise((resolve) => {
      this.becomeReady = resolve;
    });
    this.worker = new Worker(join(__dirname, 'runtime.js'), {
      workerData: { ...configuration, environment: undefined },
      env: environment,
      execArgv: [],
      stdout: true,
      stderr: true,
      resourceLimits: {
        maxOldGenerationSizeMb: configuration.memorySizeMegabytes,
        maxYoungGenerationSizeMb: youngGenerationMegabytes,
      },
    });
    this.listen();
  }

  /** Whether the thread can still run an invocation. */
  get isAlive(): boolean {
    return this.end === undefined;
  }

  /** Runs one invocation and returns its result; never rejects. Logs its beginning and end, as Lambda does. */
  async invoke(request: WorkerRequest): Promise<WorkerAnswer> {
    const { version, memorySizeMegabytes } = this.configuration;
    const startedAt = performance.now();
    this.writeLog(`START RequestId: ${request.requestId} Version: ${version}\n`);
    const answer = await this.run(request);
    const milliseconds = Math.round(performance.now() - startedAt);
    if (answer.kind === 'failed') this.writeLog(`${JSON.stringify(answer.failure)}\n`);
    this.writeLog(`END RequestId: ${request.requestId}\n`);
    this.writeLog(
      `REPORT RequestId: ${request.requestId} Duration: ${milliseconds} ms Memory Size: ${memorySizeMegabytes} MB\n`,
    );
    return answer;
  }

  private async run(request: WorkerRequest): Promise<WorkerAnswer> {
    const answered = new Promise<WorkerAnswer>((resolve) => {
      this.settle = resolve;
    });
    if (this.end !== undefined) this.fail(this.end);
    const timer = this.timeOutAfter(initialisationSeconds, request.requestId);
    const ready = this.ready.then(() => {
      clearTimeout(timer);
      return this.send(request);
    });
    const functionTimer = await Promise.race([ready, answered.then(() => undefined)]);
    const answer = await answered;
    clearTimeout(timer);
    clearTimeout(functionTimer);
    return answer;
  }

  /** Ends the thread; an invocation in flight fails with Runtime.ExitError. */
  async close(): Promise<void> {
    this.fail({ errorType: 'Runtime.ExitError', errorMessage: 'Error: Runtime exited: the embedded Lambda stops' });
    await this.worker.terminate();
  }

  private send(request: WorkerRequest): NodeJS.Timeout | undefined {
    const { timeoutSeconds } = this.configuration;
    this.worker.postMessage({ ...request, deadline: Date.now() + timeoutSeconds * 1000 });
    return this.timeOutAfter(timeoutSeconds, request.requestId);
  }

  /** No time passes for a function that a debugger may have stopped. */
  private timeOutAfter(seconds: number, requestId: string): NodeJS.Timeout | undefined {
    if (inspectorUrl() !== undefined) return undefined;
    return setTimeout(() => this.timeOut(requestId, seconds), seconds * 1000);
  }

  private listen(): void {
    const pipe = (stream: Readable): void => void stream.setEncoding('utf8').on('data', this.writeLog);
    pipe(this.worker.stdout);
    pipe(this.worker.stderr);
    this.worker.on('message', (message: WorkerMessage) => this.take(message));
    this.worker.on('error', (error) => this.fail(failureOf(error)));
    this.worker.on('exit', (code) => {
      this.fail({
        errorType: 'Runtime.ExitError',
        errorMessage: `Error: Runtime exited with error: exit status ${code}`,
      });
    });
  }

  private take(message: WorkerMessage): void {
    switch (message.kind) {
      case 'ready':
        this.becomeReady();
        break;
      case 'printed':
        this.writeLog(message.text);
        break;
      case 'unloadable':
      case 'crashed':
        this.fail(message.failure);
        void this.worker.terminate();
        break;
      case 'returned':
        this.answer(toAnswer(message.payload));
        break;
      case 'threw':
        this.answer({ kind: 'failed', failure: message.failure, survives: true });
        break;
      default:
        message satisfies never;
    }
  }

  private timeOut(requestId: string, seconds: number): void {
    const errorMessage = `RequestId: ${requestId} Error: Task timed out after ${seconds.toFixed(2)} seconds`;
    this.fail({ errorType: 'Sandbox.Timedout', errorMessage });
    void this.worker.terminate();
  }

  /** The first reason for which the thread ended is the one that counts. */
  private fail(failure: FunctionFailure): void {
    this.end ??= failure;
    this.answer({ kind: 'failed', failure: this.end, survives: false });
  }

  private answer(answer: WorkerAnswer): void {
    const settle = this.settle;
    this.settle = undefined;
    settle?.(answer);
  }
}

function toAnswer(payload: string): WorkerAnswer {
  const bytes = Buffer.byteLength(payload);
  if (bytes <= maxResponseBytes) return { kind: 'returned', payload, survives: true };
  const errorMessage = `Response payload size (${bytes} bytes) exceeded maximum allowed payload size (${maxResponseBytes} bytes).`;
  return { kind: 'failed', failure: { errorType: 'Function.ResponseSizeTooLarge', errorMessage }, survives: true };
}

function failureOf(error: Error & { code?: string }): FunctionFailure {
  if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return { errorType: 'Runtime.ExitError', errorMessage: 'Error: Runtime exited with error: signal: killed' };
  }
  return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') };
}

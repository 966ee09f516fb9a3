import { randomBytes, randomUUID } from 'node:crypto';
import { cpus } from 'node:os';
import type { FunctionConfiguration } from './function-configuration';
import { type Credentials, functionEnvironment } from './function-environment';
import { createFunctionLogs, type FunctionLogs, type LogStream } from './function-log';
import { type FunctionFailure, FunctionWorker, type WorkerAnswer } from './function-worker';
import { olderRuntimeWarning } from './older-runtime';
import { WorkerPool } from './worker-pool';

/** Dependencies of the host. */
export interface LambdaHostOptions {
  readonly region: string;
  /** The endpoint that SDK clients inside functions use. */
  readonly endpointUrl: string;
  readonly credentialsFor: (roleArn: string) => Credentials;
  /** Folder of the functions' logs. */
  readonly logFolder: string;
  readonly now: () => number;
  /** Once a function has a worker for each core, callers wait for one to come free; after this time without any, one more is started. Default 5000. */
  readonly patienceMilliseconds?: number;
  /** Why a role may not write a log stream of a group; undefined: it may. Default: every role may. */
  readonly refusesLog?: (roleArn: string, stream: LogStream) => string | undefined;
  /**
   * Receives, once, that the functions are deployed on a later Node.js than this one, and, once for a function, that its role may not write its
   * log: AWS runs it all the same, and what it prints is lost. The local log has it.
   */
  readonly onWarning?: (message: string) => void;
  /** The Node.js version used to run the functions. Default: that of this process. */
  readonly nodeVersion?: string;
}

/** One invocation. */
export interface InvocationRequest {
  readonly configuration: FunctionConfiguration;
  /** JSON text. */
  readonly payload: string;
  /** The ARN as the caller wrote it, qualifier included. */
  readonly invokedFunctionArn: string;
}

/** Its result: the handler's JSON string, or the error in Lambda's shape. */
export interface InvocationAnswer {
  readonly requestId: string;
  readonly payload: string;
  /** Present if the function failed, as the header X-Amz-Function-Error. */
  readonly functionError?: 'Unhandled';
}

/** Runs functions from their unpacked zips in worker threads. */
export interface LambdaHost {
  invoke(request: InvocationRequest): Promise<InvocationAnswer>;
  /** Invocations that run at this moment. */
  readonly inFlight: number;
  close(): Promise<void>;
}

/** A host without workers; they are started when a function is first invoked, and kept warm. */
export function createLambdaHost(options: LambdaHostOptions): LambdaHost {
  const logs = createFunctionLogs(options.logFolder, options.now);
  const pools = new Map<string, WorkerPool>();
  const warnOfLog = logWarnings(options);
  let inFlight = 0;
  let hasWarned = false;

  const warnOnce = ({ runtime }: FunctionConfiguration): void => {
    const warning = hasWarned ? undefined : olderRuntimeWarning(runtime, options.nodeVersion ?? process.versions.node);
    if (warning === undefined) return;
    hasWarned = true;
    options.onWarning?.(warning);
  };

  const poolOf = (configuration: FunctionConfiguration): WorkerPool => {
    const key = JSON.stringify(configuration);
    const pool = pools.get(key) ?? createPool(configuration, { ...options, warnOfLog }, logs);
    pools.set(key, pool);
    return pool;
  };

  return {
    get inFlight() {
      return inFlight;
    },
    async invoke({ configuration, payload, invokedFunctionArn }) {
      const request = { requestId: randomUUID(), payload, invokedFunctionArn, traceId: traceId(options.now()) };
      warnOnce(configuration);
      inFlight += 1;
      try {
        return answerOf(request.requestId, await poolOf(configuration).invoke(request));
      } finally {
        inFlight -= 1;
      }
    },
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.close()));
      await logs.close();
    },
  };
}

type WarnOfLog = (configuration: FunctionConfiguration, logStreamName: string) => void;

/** Lambda creates and writes the log with the rights of the function's role: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html */
function logWarnings({ refusesLog, onWarning }: LambdaHostOptions): WarnOfLog {
  const warned = new Set<string>();
  return ({ functionName, roleArn }, logStreamName) => {
    const refusal = refusesLog?.(roleArn, { functionName, logStreamName });
    if (refusal === undefined || warned.has(functionName)) return;
    warned.add(functionName);
    onWarning?.(`AWS would lose the log of ${functionName}: ${refusal}`);
  };
}

function createPool(
  configuration: FunctionConfiguration,
  options: LambdaHostOptions & { readonly warnOfLog: WarnOfLog },
  logs: FunctionLogs,
): WorkerPool {
  const { region, endpointUrl, credentialsFor, patienceMilliseconds = 5000, warnOfLog } = options;
  const { functionName, version } = configuration;
  const start = (): FunctionWorker => {
    const credentials = credentialsFor(configuration.roleArn);
    const day = new Date(options.now()).toISOString().slice(0, 10).replaceAll('-', '/');
    const logStreamName = `${day}/[${version}]${randomBytes(16).toString('hex')}`;
    warnOfLog(configuration, logStreamName);
    return new FunctionWorker(
      configuration,
      functionEnvironment(configuration, { region, endpointUrl, credentials, logStreamName }),
      (text) => logs.write({ functionName, logStreamName }, text),
    );
  };
  return new WorkerPool(start, { comfortableWorkers: Math.max(2, cpus().length), patienceMilliseconds });
}

function answerOf(requestId: string, answer: WorkerAnswer): InvocationAnswer {
  if (answer.kind === 'returned') return { requestId, payload: answer.payload };
  return { requestId, payload: JSON.stringify(withRequestId(answer.failure, requestId)), functionError: 'Unhandled' };
}

function withRequestId(failure: FunctionFailure, requestId: string): FunctionFailure {
  if (failure.errorType !== 'Runtime.ExitError') return failure;
  return { ...failure, errorMessage: `RequestId: ${requestId} ${failure.errorMessage}` };
}

function traceId(now: number): string {
  const root = `1-${Math.floor(now / 1000).toString(16)}-${randomBytes(12).toString('hex')}`;
  return `Root=${root};Parent=${randomBytes(8).toString('hex')};Sampled=0`;
}

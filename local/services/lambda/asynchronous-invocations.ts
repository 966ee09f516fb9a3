import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { memberOf } from '../../../asl/definition';
import { millisecondsUntil } from '../../../interpreter';
import { jsonFilesIn, readJsonFile, writeJsonFile } from '../../json-file';
import type { LambdaContext } from './create-lambda';
import { sendToDestination } from './destination';
import type { AcceptedInvocation, RunFunction } from './invoke';

/** Time, as far as retries need it. */
export interface InvocationClock {
  now(): number;
  sleep(seconds: number, signal?: AbortSignal): Promise<void>;
}

/** An asynchronous invocation until it has come to an end; kept on disk, so that another process goes on with it. */
export interface OwedInvocation extends AcceptedInvocation {
  readonly acceptedAt: number;
  /** Attempts that the function answered with an error. */
  readonly failures: number;
  /** Attempts that were throttled. */
  readonly throttles: number;
  readonly dueAt: number;
}

/** The asynchronous side of Invoke. */
export interface AsynchronousInvocations {
  accept(invocation: AcceptedInvocation): void;
  resume(): void;
  readonly owed: readonly OwedInvocation[];
  close(): void;
}

/** Between two attempts at a throttled one. */
const longestPauseSeconds = 300;

/** Lambda waits a minute before the second attempt and two before the third. */
const secondsBeforeAttempt = [0, 60, 120];

/** Keeps what is owed in `invocations/<request id>.json` until the function has succeeded or its destination has been told. */
export function createAsynchronousInvocations(context: LambdaContext, run: RunFunction): AsynchronousInvocations {
  const { clock, registry } = context;
  const folder = join(context.place.stateFolder, 'invocations');
  const owed = new Map<string, OwedInvocation>();
  const closing = new AbortController();
  const fileOf = ({ requestId }: AcceptedInvocation): string => join(folder, `${requestId}.json`);

  const keep = (invocation: OwedInvocation): OwedInvocation => {
    writeJsonFile(fileOf(invocation), invocation);
    owed.set(invocation.requestId, invocation);
    return invocation;
  };
  const settle = async (invocation: OwedInvocation, outcome: Outcome): Promise<void> => {
    if (outcome.kind !== 'again') await sendToDestination(context, invocation, outcome);
    if (closing.signal.aborted) return;
    if (outcome.kind === 'again') return void keep({ ...invocation, ...outcome.next });
    owed.delete(invocation.requestId);
    rmSync(fileOf(invocation), { force: true });
  };
  const pursue = async (requestId: string): Promise<void> => {
    for (let next = owed.get(requestId); next !== undefined; next = owed.get(requestId)) {
      await clock.sleep(millisecondsUntil(next.dueAt, clock.now(), longestPauseSeconds * 1000) / 1000, closing.signal);
      const { eventInvokeConfigs } = registry.get(next.reference);
      const { maximumRetryAttempts = 2, maximumEventAgeInSeconds = 21_600 } =
        memberOf(eventInvokeConfigs, next.reference.qualifier ?? '$LATEST') ?? {};
      const outcome = await attempt(next, { run, clock, maximumRetryAttempts, maximumEventAgeInSeconds });
      if (closing.signal.aborted) return;
      await settle(next, outcome);
    }
  };
  const start = ({ requestId }: OwedInvocation): void => {
    pursue(requestId).catch((error) => {
      if (!closing.signal.aborted)
        context.onGivenUp?.(`an asynchronous invocation cannot be attempted: ${String(error)}`, error);
    });
  };

  return {
    accept(invocation) {
      const now = clock.now();
      start(keep({ ...invocation, acceptedAt: now, failures: 0, throttles: 0, dueAt: now }));
    },
    resume() {
      for (const file of jsonFilesIn(folder)) {
        const invocation = readJsonFile<OwedInvocation>(file, ['requestId', 'reference', 'dueAt']);
        if (invocation === undefined || owed.has(invocation.requestId)) continue;
        owed.set(invocation.requestId, invocation);
        start(invocation);
      }
    },
    get owed() {
      return [...owed.values()];
    },
    close: () => closing.abort(),
  };
}

/** How an attempt ended. */
export type Outcome =
  | { readonly kind: 'again'; readonly next: Partial<OwedInvocation> }
  | {
      readonly kind: 'succeeded' | 'given up';
      readonly condition: 'Success' | 'RetriesExhausted' | 'EventAgeExceeded';
      readonly executedVersion?: string;
      readonly functionError?: string;
      /** JSON text. */
      readonly responsePayload?: string;
      readonly approximateInvokeCount: number;
    };

interface AttemptOptions {
  readonly run: RunFunction;
  readonly clock: InvocationClock;
  readonly maximumRetryAttempts: number;
  readonly maximumEventAgeInSeconds: number;
}

async function attempt(invocation: OwedInvocation, options: AttemptOptions): Promise<Outcome> {
  const { run, clock, maximumRetryAttempts, maximumEventAgeInSeconds } = options;
  const ageSeconds = (clock.now() - invocation.acceptedAt) / 1000;
  const approximateInvokeCount = invocation.failures + 1;
  try {
    const { answer, configuration } = await run(invocation.reference, invocation.payload);
    const told = { executedVersion: configuration.version, responsePayload: answer.payload, approximateInvokeCount };
    if (answer.functionError === undefined) return { kind: 'succeeded', condition: 'Success', ...told };
    const failed = { ...told, functionError: answer.functionError };
    if (invocation.failures >= maximumRetryAttempts)
      return { kind: 'given up', condition: 'RetriesExhausted', ...failed };
    if (ageSeconds > maximumEventAgeInSeconds) return { kind: 'given up', condition: 'EventAgeExceeded', ...failed };
    const failures = invocation.failures + 1;
    return { kind: 'again', next: { failures, dueAt: clock.now() + (secondsBeforeAttempt[failures] ?? 120) * 1000 } };
  } catch {
    // Throttled, or a service error: Lambda goes on for as long as the event's age allows, from 1 second up to 5 minutes apart.
    if (ageSeconds > maximumEventAgeInSeconds) {
      return { kind: 'given up', condition: 'EventAgeExceeded', approximateInvokeCount: invocation.failures };
    }
    const throttles = invocation.throttles + 1;
    return {
      kind: 'again',
      next: { throttles, dueAt: clock.now() + Math.min(longestPauseSeconds, 2 ** (throttles - 1)) * 1000 },
    };
  }
}

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { memberOf } from '@document-pipelines/asl/definition';
import { millisecondsUntil } from '@document-pipelines/asl/interpreter';
import { jsonFilesIn, readJsonFile, writeJsonFile } from '../../json-file';
import { type AttemptOutcome, attempt, longestPauseSeconds, type OwedInvocation } from './attempt';
import { sendToDestination } from './destination';
import type { AcceptedInvocation, RunFunction } from './invoke';
import type { LambdaContext } from './lambda-context';

/** The asynchronous side of Invoke. */
export interface AsynchronousInvocations {
  accept(invocation: AcceptedInvocation): void;
  resume(): void;
  readonly owed: readonly OwedInvocation[];
  close(): void;
}

/** Keeps pending invocations in `invocations/<request id>.json` until the function has succeeded or its destination was called. */
export function createAsynchronousInvocations(context: LambdaContext, run: RunFunction): AsynchronousInvocations {
  const { clock, registry } = context;
  const folder = join(context.localAccount.stateFolder, 'invocations');
  const owed = new Map<string, OwedInvocation>();
  const closing = new AbortController();
  const fileOf = ({ requestId }: AcceptedInvocation): string => join(folder, `${requestId}.json`);

  const keep = (invocation: OwedInvocation): OwedInvocation => {
    writeJsonFile(fileOf(invocation), invocation);
    owed.set(invocation.requestId, invocation);
    return invocation;
  };
  const settle = async (invocation: OwedInvocation, outcome: AttemptOutcome): Promise<void> => {
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

import { setTimeout as delay } from 'node:timers/promises';
import type { Local } from '@document-pipelines/local-aws';
import { type Console, untilIdle } from '@document-pipelines/local-aws/environment';
import type { LedgerClient } from '../../ledger/ledger-client';

/** Options of following a batch. */
export interface Following {
  readonly local: Local;
  readonly client: LedgerClient;
  readonly executionArn: string;
  readonly timeoutSeconds: number;
  readonly console: Console;
  readonly signal: AbortSignal;
}

const secondsBetweenLooks = 0.5;

/** Resolves with true when all that is still in flight waits for a person or for a distant time; with false if the time ended before. */
export async function followBatch({ local, timeoutSeconds, signal, ...showing }: Following): Promise<boolean> {
  const done = new AbortController();
  const shown = showProgress({ ...showing, isDone: done.signal });
  try {
    return await untilIdle(local, { timeoutSeconds, signal });
  } finally {
    done.abort();
    await shown;
  }
}

type Showing = Pick<Following, 'client' | 'executionArn' | 'console'> & { readonly isDone: AbortSignal };

async function showProgress({ client, executionArn, console, isDone }: Showing): Promise<void> {
  let line = 'preparing the batch';
  console.doing({ line: () => line });
  while (!isDone.aborted) {
    const { mapRuns } = await client.call('states', 'ListMapRuns', { executionArn });
    for (const { mapRunArn } of (mapRuns ?? []) as readonly { readonly mapRunArn: string }[]) {
      const { itemCounts } = await client.call('states', 'DescribeMapRun', { mapRunArn });
      line = progressLine(itemCounts as Readonly<Record<string, number>>);
      console.changed();
    }
    await delay(secondsBetweenLooks * 1000, undefined, { signal: isDone }).catch(() => undefined);
  }
}

function progressLine({
  total = 0,
  pending = 0,
  running = 0,
  succeeded = 0,
  failed = 0,
  aborted = 0,
  timedOut = 0,
}: Readonly<Record<string, number>>): string {
  const unwell = failed + aborted + timedOut;
  return `${succeeded + unwell} of ${total} item(s) done, ${running} running, ${pending} pending, ${unwell} failed`;
}

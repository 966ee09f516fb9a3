import { setTimeout as delay } from 'node:timers/promises';
import type { Console } from '@document-pipelines/local-aws/environment';
import type { Account } from '../../account';
import { describeBatch } from '../batch-record';
import { progressText, readMapRun } from '../read-map-run';

/** Options of following a batch. */
export interface Following {
  readonly account: Account;
  readonly executionArn: string;
  readonly timeoutSeconds: number;
  readonly console: Console;
}

/** Most seconds between two looks at the progress; the first ones follow each other faster. */
const mostPauses = { process: 0.5, endpoint: 1, aws: 5 } as const;
const firstPause = 0.5;

/**
 * Resolves with true when the batch has ended and, in process, all that it handed over waits for a person or for a distant time; with
 * false if the time ended before.
 */
export async function followBatch({ timeoutSeconds, ...showing }: Following): Promise<boolean> {
  const { account, executionArn } = showing;
  const done = new AbortController();
  const shown = showProgress({ ...showing, isDone: done.signal });
  try {
    return await account.settle(timeoutSeconds, async () => {
      const { status } = await describeBatch(account, executionArn);
      return status !== 'RUNNING' && status !== 'PENDING_REDRIVE';
    });
  } finally {
    done.abort();
    await shown;
  }
}

type Showing = Pick<Following, 'account' | 'executionArn' | 'console'> & { readonly isDone: AbortSignal };

async function showProgress({ account, executionArn, console, isDone }: Showing): Promise<void> {
  let line = 'preparing the batch';
  console.doing({ line: () => line });
  for (let pause = firstPause; !isDone.aborted; pause = Math.min(mostPauses[account.kind], pause * 1.5)) {
    const counts = await readMapRun(account, executionArn);
    if (counts !== undefined) {
      line = progressText(counts);
      console.changed();
    }
    await delay(pause * 1000, undefined, { signal: isDone }).catch(() => undefined);
  }
}

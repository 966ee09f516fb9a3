import { join } from 'node:path';
import type { UiPages } from '@document-pipelines/asl/ui';
import type { Account } from '../../account';
import { watchTopic } from '../watch-topic';
import { batchActs, readResume } from './batch-acts';
import type { BatchList } from './batch-model';
import { BatchPricing, type PriceSources } from './batch-prices';
import { BatchReader } from './batch-reader';
import { listedBatch, type ShowingBatches, shownBatch } from './shown-batches';

/** The batches of an environment, their prices, and resuming them. */
export function batchPages(account: Account, sources: PriceSources): UiPages {
  const reader = new BatchReader(account);
  const pricing = new BatchPricing(sources);
  const ended = new AbortController();
  const showing = (): ShowingBatches => ({ commands: account.commands, pricing, now: Date.now() });
  const list = async (): Promise<BatchList> => {
    const batches = (await reader.readAll()).map((batch) => listedBatch(batch, showing()));
    const { problem } = pricing;
    return {
      batches,
      command: account.commands.runBatch(),
      ...(problem === undefined ? {} : { priceProblem: problem }),
    };
  };
  return {
    module: join(__dirname, '..', 'page', 'batches', 'index.ts'),
    routes: [
      { path: 'batches', answer: list },
      {
        path: 'batch',
        answer: async (query) => {
          const batch = await reader.read(query.get('id') ?? '');
          return shownBatch(batch, await reader.progressOf(batch), showing());
        },
      },
      { path: 'batch/resume', answer: async (query) => readResume(account, query.get('id') ?? '') },
    ],
    acts: batchActs(account, ended.signal),
    watch: (live) => {
      const look = async () =>
        (await reader.readAll()).map(({ record: { batchId, status }, mapRun }) => [batchId, status, mapRun]);
      const stop = watchTopic(live, { topic: 'batches', kind: account.kind, look });
      return () => {
        stop();
        ended.abort();
      };
    },
  };
}

import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { UserError } from '@document-pipelines/asl/diagnostics';
import type { BundleFunctionsOptions, FunctionBundles } from './bundle-functions';

/** What the thread answers: the bundles, or the lines of a person's mistake. Any other error ends it. */
export type BundlingAnswer = { readonly bundles: FunctionBundles } | { readonly mistake: readonly string[] };

/**
 * `bundleFunctions` in a thread: starting esbuild, reading what it made, packing and writing go on while this thread is busy. Throws the
 * same errors.
 */
export async function bundleInThread(options: BundleFunctionsOptions): Promise<FunctionBundles> {
  const worker = new Worker(join(__dirname, 'bundling-thread.ts'), {
    execArgv: ['--require', require.resolve('tsx/cjs')],
    workerData: options,
    env: { ...withoutCollection, ...process.env },
  });
  const [answer] = (await once(worker, 'message')) as [BundlingAnswer];
  if ('bundles' in answer) return answer.bundles;
  const [message = '', ...details] = answer.mistake;
  throw new UserError(message, { details });
}

/** esbuild spends a third of its time on collecting garbage of a process that ends at once. It collects only when it needs so much. */
const withoutCollection = { GOGC: 'off', GOMEMLIMIT: '1GiB' };

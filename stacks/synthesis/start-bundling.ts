import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { BundleFunctionsOptions, FunctionBundle, FunctionName } from '../function-bundles';

/**
 * Begins to bundle the functions in a thread, so that esbuild and the loading of cdktf, the two slow halves of a cold synthesis,
 * take their time side by side. What is returned waits for the end of it and answers the bundles, or throws what is wrong.
 */
export function startBundling(options: BundleFunctionsOptions): () => Record<FunctionName, FunctionBundle> {
  const ended = new Int32Array(new SharedArrayBuffer(4));
  const room = join(__dirname, '..', 'function-bundles');
  const worker = new Worker(bundleInThread, {
    eval: true,
    // esbuild sets no bound to its heap unless told: with this one both halves stay below 500 MB, and no slower.
    env: { GOGC: '25', ...process.env },
    workerData: { tsx: require.resolve('tsx/cjs'), room, options, ended },
  });
  worker.unref();
  return () => {
    Atomics.wait(ended, 0, 0, longestBundlingMilliseconds);
    // The thread has filled the cache. Where it failed, its mistake is met again here and thrown to the caller.
    const { bundleFunctions } = require(room) as typeof import('../function-bundles');
    return bundleFunctions(options);
  };
}

/** After that a thread that could not even start is not waited for any longer. */
const longestBundlingMilliseconds = 60_000;

const bundleInThread = `
  const { tsx, room, options, ended } = require('node:worker_threads').workerData;
  try {
    require(tsx);
    require(room).bundleFunctions(options);
  } catch {
  } finally {
    Atomics.store(ended, 0, 1);
    Atomics.notify(ended, 0);
  }
`;

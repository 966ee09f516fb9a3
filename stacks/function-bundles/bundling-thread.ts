import { parentPort, workerData } from 'node:worker_threads';
import { UserError } from '@document-pipelines/asl/diagnostics';
import { type BundleFunctionsOptions, bundleFunctions } from './bundle-functions';
import type { BundlingAnswer } from './bundle-in-thread';

// Runs in a worker thread.
void answer(workerData as BundleFunctionsOptions).then((message) => parentPort?.postMessage(message));

async function answer(options: BundleFunctionsOptions): Promise<BundlingAnswer> {
  try {
    return { bundles: await bundleFunctions(options) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { mistake: error.lines };
  }
}

import { createDocumentReader } from '@document-pipelines/local-aws/reading';

/**
 * Reads documents for the local environments of all suites of a worker: its threads start once, and each sample is read once. Its threads
 * end with the worker.
 */
export const sharedReader = createDocumentReader();

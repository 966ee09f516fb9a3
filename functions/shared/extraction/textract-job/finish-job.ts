import { answerTask, type TaskAnswerer } from '../../platform/answer-task';
import { type Results, readExtraction, storeExtraction } from '../stored-extraction';
import { readJobResults } from './job-results';
import { jobFailure, partialFailure } from './textract-errors';

/** An asynchronous job that has ended. */
export interface EndedJob {
  readonly documentId: string;
  readonly jobId: string;
  /** SUCCEEDED, PARTIAL_SUCCESS, FAILED; in notices also ERROR. */
  readonly status: string;
  readonly statusMessage?: string;
}

/** The dependencies of finishing a job. */
export interface Finisher extends TaskAnswerer {
  readonly results: Results;
}

/**
 * Answers the waiting ExtractText for an ended job: text and statistics are stored first, then the token is answered.
 * Idempotent: a second notice finds the stored extraction and answers from it.
 */
export async function finishJob(finisher: Finisher, job: EndedJob, taskToken: string): Promise<'delivered' | 'late'> {
  const stored = await readExtraction(finisher.results, job.documentId);
  if (stored !== undefined) return answerTask(finisher, taskToken, { kind: 'success', output: { ...stored } });
  if (job.status !== 'SUCCEEDED' && job.status !== 'PARTIAL_SUCCESS') {
    return answerTask(finisher, taskToken, { kind: 'failure', ...jobFailure(job.jobId, job.statusMessage) });
  }
  const found = await readJobResults(finisher.results, job.documentId, job.jobId);
  if (found.status === 'PARTIAL_SUCCESS' || job.status === 'PARTIAL_SUCCESS') {
    return answerTask(finisher, taskToken, { kind: 'failure', ...partialFailure(job.jobId, found.warnings) });
  }
  const extraction = await storeExtraction(finisher.results, job.documentId, found.collected);
  return answerTask(finisher, taskToken, { kind: 'success', output: { ...extraction } });
}

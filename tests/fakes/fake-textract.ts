import {
  DetectDocumentTextCommand,
  GetDocumentTextDetectionCommand,
  StartDocumentTextDetectionCommand,
  type StartDocumentTextDetectionCommandInput,
  type TextractClient,
} from '@aws-sdk/client-textract';
import { fakeClient, type Interruption, on, serviceError } from './fake-client';

/** A job in the status that a test needs. */
export interface FakeJob {
  status: string;
  statusMessage?: string;
}

/** Textract: the same ClientRequestToken returns the same job, as on AWS, also one that it has dropped. */
export function fakeTextract(job: FakeJob, interruption?: Interruption) {
  const started = new Map<string, StartDocumentTextDetectionCommandInput>();
  const detected: unknown[] = [];
  const dropped = new Set<string>();
  const answers = {
    detect: (): unknown => ({ DocumentMetadata: { Pages: 1 }, Blocks: [] }),
    start: (): void => undefined,
  };
  const textract = fakeClient<TextractClient>(
    [
      on(DetectDocumentTextCommand, ({ Document }) => {
        detected.push(Document);
        return answers.detect();
      }),
      on(StartDocumentTextDetectionCommand, (input) => {
        answers.start();
        const jobId = `job-of-${input.ClientRequestToken}`;
        started.set(jobId, input);
        return { JobId: jobId };
      }),
      on(GetDocumentTextDetectionCommand, ({ JobId = '' }) => {
        if (dropped.has(JobId)) throw serviceError('InvalidJobIdException', JobId);
        return {
          JobStatus: job.status,
          ...(job.statusMessage !== undefined && { StatusMessage: job.statusMessage }),
        };
      }),
    ],
    interruption,
  );
  return { textract, started, detected, dropped, answers };
}

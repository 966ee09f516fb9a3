import { GetDocumentTextDetectionCommand, type TextractClient } from '@aws-sdk/client-textract';

/** The status of a job. The blocks themselves are read from S3, so only one is requested here. */
export interface TextractJobStatus {
  readonly status: string;
  readonly statusMessage?: string;
}

/** Calls Textract once for the status of a job: IN_PROGRESS, SUCCEEDED, FAILED or PARTIAL_SUCCESS. */
export async function jobStatus(textract: Pick<TextractClient, 'send'>, jobId: string): Promise<TextractJobStatus> {
  const answer = await textract.send(new GetDocumentTextDetectionCommand({ JobId: jobId, MaxResults: 1 }));
  return {
    status: answer.JobStatus ?? 'IN_PROGRESS',
    ...(answer.StatusMessage !== undefined && { statusMessage: answer.StatusMessage }),
  };
}

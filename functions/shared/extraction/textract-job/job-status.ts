import { GetDocumentTextDetectionCommand, type TextractClient } from '@aws-sdk/client-textract';

/** How a job stands. The blocks themselves are read from S3, so a single one is asked for here. */
export interface JobStatus {
  readonly status: string;
  readonly statusMessage?: string;
}

/** Asks Textract once how a job stands: IN_PROGRESS, SUCCEEDED, FAILED or PARTIAL_SUCCESS. */
export async function jobStatus(textract: Pick<TextractClient, 'send'>, jobId: string): Promise<JobStatus> {
  const answer = await textract.send(new GetDocumentTextDetectionCommand({ JobId: jobId, MaxResults: 1 }));
  return {
    status: answer.JobStatus ?? 'IN_PROGRESS',
    ...(answer.StatusMessage !== undefined && { statusMessage: answer.StatusMessage }),
  };
}

import { UserError } from '@document-pipelines/asl/diagnostics';
import type { ReadOnlyEnvironment } from '@document-pipelines/local-aws/environment';

/** The outputs of a stack that a run uses. */
export interface EnvironmentOutputs {
  readonly documentBucketName: string;
  readonly resultsBucketName: string;
  readonly ledgerTableName: string;
  readonly callbacksTableName: string;
  readonly deadLetterQueueUrl: string;
  readonly reviewDecisionFunctionName: string;
  /** Without a slash at the end. */
  readonly reviewApiEndpoint: string;
  readonly maxDocumentBytes: number;
  readonly region: string;
}

const names = {
  documentBucketName: 'document_bucket_name',
  resultsBucketName: 'results_bucket_name',
  ledgerTableName: 'ledger_table_name',
  callbacksTableName: 'callbacks_table_name',
  deadLetterQueueUrl: 'dead_letter_queue_url',
  reviewDecisionFunctionName: 'review_decision_function_name',
  reviewApiEndpoint: 'review_api_endpoint',
  region: 'region',
} as const;

/** Reads the outputs. Throws an error that names a missing output. */
export function environmentOutputs({
  environment,
  outputs,
}: Pick<ReadOnlyEnvironment, 'environment' | 'outputs'>): EnvironmentOutputs {
  const texts = Object.entries(names).map(([property, name]) => {
    const value = outputs[name];
    if (typeof value !== 'string') throw new UserError(`the stack ${environment} has no output ${name}`);
    return [property, value];
  });
  return {
    ...(Object.fromEntries(texts) as Omit<EnvironmentOutputs, 'maxDocumentBytes'>),
    maxDocumentBytes: Number(outputs['max_document_bytes']),
  };
}

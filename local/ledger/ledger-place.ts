import type { Shape } from '../services';

/**
 * Where documents live, seen through the operations of AWS's own APIs: on the laptop they reach the embedded services, elsewhere
 * they would reach SDK clients. Nothing in this room reads a file.
 */
export interface LedgerPlace {
  readonly environment: string;
  /** Calls an operation in the shape of the AWS SDK for JavaScript v3. Throws what the service answers, under its own error name. */
  call(service: LedgerService, operation: string, input: Shape): Promise<Shape>;
  readonly names: LedgerNames;
  /**
   * For how long letters are hidden from other readers while one looks, in seconds: long enough to redrive them all, since those of a
   * reader that was killed come back only then.
   */
  readonly hiddenSeconds: number;
  /** Longest time to wait for a further message of a queue, in seconds: a distributed queue does not show all of them at once. */
  readonly pollSeconds: number;
  /** Resolves when what runs has come to rest, as far as this place can tell, or when this many seconds are over. */
  settle(maxSeconds: number): Promise<void>;
}

/** The services that the ledger is read from. */
export type LedgerService = 's3' | 'dynamodb' | 'sqs' | 'sns' | 'states';

/** The names of what an environment consists of: the outputs of its stack. */
export interface LedgerNames {
  readonly documentBucketName: string;
  readonly resultsBucketName: string;
  readonly ledgerTableName: string;
  readonly callbacksTableName: string;
  readonly deadLetterQueueUrl: string;
  readonly storedTopicArn: string;
  readonly documentPipelineArn: string;
  /** What a redrive starts: the version that is current now, with whatever was mended in it. */
  readonly documentPipelineAliasArn: string;
}

/** The prefix whose object versions start the pipeline. */
export const incomingPrefix = 'incoming/';

const outputNames: Readonly<Record<keyof LedgerNames, string>> = {
  documentBucketName: 'document_bucket_name',
  resultsBucketName: 'results_bucket_name',
  ledgerTableName: 'ledger_table_name',
  callbacksTableName: 'callbacks_table_name',
  deadLetterQueueUrl: 'dead_letter_queue_url',
  storedTopicArn: 'stored_topic_arn',
  documentPipelineArn: 'document_pipeline_arn',
  documentPipelineAliasArn: 'document_pipeline_alias_arn',
};

/** Reads the names from a stack's outputs. Throws naming the one that is not there. */
export function ledgerNames(outputs: Readonly<Record<string, unknown>>): LedgerNames {
  const entries = Object.entries(outputNames).map(([property, output]) => {
    const value = outputs[output];
    if (typeof value !== 'string') throw new Error(`the stack has no output ${output}`);
    return [property, value];
  });
  return Object.fromEntries(entries) as unknown as LedgerNames;
}

/** Whether a service answered with one of these errors. */
export function isServiceError(error: unknown, ...names: readonly string[]): boolean {
  return error instanceof Error && names.includes(error.name);
}

import { UserError } from '@document-pipelines/asl/diagnostics';
import type { Shape } from '@document-pipelines/local-aws/services';

/**
 * Where documents are, read with the operations of AWS's own APIs. Locally they call the embedded services, elsewhere they would call
 * SDK clients. This module does not read files.
 */
export interface LedgerClient {
  readonly environment: string;
  /** Calls an operation in the shape of the AWS SDK for JavaScript v3. Throws the service's error, under its own name. */
  call(service: LedgerService, operation: string, input: Shape): Promise<Shape>;
  readonly names: LedgerNames;
  /**
   * For how long dead letters are hidden from other readers during a read, in seconds: long enough to redrive them all, since those of
   * a reader that was killed come back only then.
   */
  readonly hiddenSeconds: number;
  /** Longest time to wait for a further message of a queue, in seconds: a distributed queue does not show all of them at once. */
  readonly pollSeconds: number;
  /** Folder of everything the environment's runs leave (`.local/<environment>`); absent on AWS. */
  readonly stateFolder?: string;
  /** Resolves when the known executions are idle, or after this many seconds. */
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
  /** What a redrive starts: the version that is current now, with its fixes. */
  readonly documentPipelineAliasArn: string;
  /** Every state machine, the document pipeline among them. */
  readonly machines: readonly MachineNames[];
}

/** Names of a state machine. */
export interface MachineNames {
  /** As its definition's file is named: `document-pipeline`. */
  readonly localName: string;
  /** With the environment before it. */
  readonly name: string;
  readonly arn: string;
  readonly aliasArn: string;
}

/** The prefix whose object versions start the pipeline. */
export const incomingPrefix = 'incoming/';

/** The prefix whose object versions wait for a batch to name them. */
export const batchPrefix = 'batch/';

const outputNames: Readonly<Record<Exclude<keyof LedgerNames, 'machines'>, string>> = {
  documentBucketName: 'document_bucket_name',
  resultsBucketName: 'results_bucket_name',
  ledgerTableName: 'ledger_table_name',
  callbacksTableName: 'callbacks_table_name',
  deadLetterQueueUrl: 'dead_letter_queue_url',
  storedTopicArn: 'stored_topic_arn',
  documentPipelineArn: 'document_pipeline_arn',
  documentPipelineAliasArn: 'document_pipeline_alias_arn',
};

/** Reads the names from a stack's outputs. Throws an error that names a missing output. */
export function ledgerNames(outputs: Readonly<Record<string, unknown>>): LedgerNames {
  const entries = Object.entries(outputNames).map(([property, output]) => {
    const value = outputs[output];
    if (typeof value !== 'string') throw new UserError(`the stack has no output ${output}`);
    return [property, value];
  });
  return {
    ...(Object.fromEntries(entries) as unknown as Omit<LedgerNames, 'machines'>),
    machines: machinesOf(outputs),
  };
}

/** Each state machine has the outputs `<name>_arn` and `<name>_alias_arn`. */
function machinesOf(outputs: Readonly<Record<string, unknown>>): readonly MachineNames[] {
  const suffix = '_alias_arn';
  return Object.keys(outputs)
    .filter((output) => output.endsWith(suffix))
    .map((output) => {
      const arn = String(outputs[output.replace(suffix, '_arn')]);
      const name = arn.split(':').at(-1) ?? '';
      const localName = output.slice(0, -suffix.length).replaceAll('_', '-');
      return { localName, name, arn, aliasArn: String(outputs[output]) };
    })
    .filter(({ arn }) => arn.includes(':stateMachine:'));
}

/** Returns the text of an object's Body: bytes locally, a stream of the SDK elsewhere. */
export async function textOfBody(body: unknown): Promise<string> {
  if (body instanceof Uint8Array) return Buffer.from(body).toString('utf8');
  const { transformToString } = (body ?? {}) as { readonly transformToString?: (encoding: string) => Promise<string> };
  if (transformToString === undefined) throw new TypeError('the body of an object is neither bytes nor a stream');
  return transformToString.call(body, 'utf8');
}

/** Whether a service returned one of these errors. */
export function isServiceError(error: unknown, ...names: readonly string[]): boolean {
  return error instanceof Error && names.includes(error.name);
}

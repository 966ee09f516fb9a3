import { UserError } from '@document-pipelines/asl/diagnostics';

/** The names of what an environment consists of: the outputs of its stack. */
export interface AccountNames {
  readonly documentBucketName: string;
  readonly resultsBucketName: string;
  readonly ledgerTableName: string;
  readonly callbacksTableName: string;
  readonly deadLetterQueueUrl: string;
  readonly storedTopicArn: string;
  readonly reviewDecisionFunctionName: string;
  readonly reminderGroupName: string;
  readonly documentPipelineArn: string;
  /** What a redrive starts: the version that is current now, with its fixes. */
  readonly documentPipelineAliasArn: string;
  /** In bytes. */
  readonly maxDocumentBytes: number;
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

type TextName = Exclude<keyof AccountNames, 'machines' | 'maxDocumentBytes'>;

const outputNames: Readonly<Record<TextName, string>> = {
  documentBucketName: 'document_bucket_name',
  resultsBucketName: 'results_bucket_name',
  ledgerTableName: 'ledger_table_name',
  callbacksTableName: 'callbacks_table_name',
  deadLetterQueueUrl: 'dead_letter_queue_url',
  storedTopicArn: 'stored_topic_arn',
  reviewDecisionFunctionName: 'review_decision_function_name',
  reminderGroupName: 'reminder_group_name',
  documentPipelineArn: 'document_pipeline_arn',
  documentPipelineAliasArn: 'document_pipeline_alias_arn',
};

/** Reads the names from a stack's outputs. Throws UserError that names a missing output. */
export function accountNames(outputs: Readonly<Record<string, unknown>>): AccountNames {
  const entries = Object.entries(outputNames).map(([property, output]) => {
    const value = outputs[output];
    if (typeof value !== 'string') throw new UserError(`the stack has no output ${output}`);
    return [property, value];
  });
  return {
    ...(Object.fromEntries(entries) as Record<TextName, string>),
    maxDocumentBytes: Number(outputs['max_document_bytes']),
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

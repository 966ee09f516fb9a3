import { createHash } from 'node:crypto';
import { DescribeExecutionCommand, type SFNClient } from '@aws-sdk/client-sfn';
import type { FailedExecution } from '../shared/failure/failed-execution';
import { parseJsonObject } from '../shared/json/json-object';
import { isNamed } from '../shared/platform/error-name';

/** The dependencies of finding the execution of a document that a batch has started. */
export interface DocumentExecutionDependencies {
  readonly states: Pick<SFNClient, 'send'>;
  /** Name of the machine that processes the documents of batches. */
  readonly documentPipelineName: string;
}

/**
 * Whether the failed execution is a child of a batch whose document has an execution of its own: then that one owns the
 * row and sends the letter, however the child ended. States.TaskFailed shows it by itself; after a timeout or an abort,
 * Step Functions is called.
 */
export async function isLeftToItsDocument(
  execution: FailedExecution,
  dependencies: DocumentExecutionDependencies,
): Promise<boolean> {
  const executionArn = documentExecutionArn(execution, dependencies.documentPipelineName);
  if (executionArn === undefined) return false;
  if (execution.error === 'States.TaskFailed') return true;
  try {
    await dependencies.states.send(new DescribeExecutionCommand({ executionArn }));
    return true;
  } catch (error) {
    if (isNamed(error, 'ExecutionDoesNotExist')) return false;
    throw error;
  }
}

/** As definitions/batch-pipeline.asl.yaml names it; undefined if the execution is not a child of a batch. */
function documentExecutionArn(
  { executionArn, input, documentId }: FailedExecution,
  documentPipelineName: string,
): string | undefined {
  const dependencies = executionArn.split(':');
  const isMapChild = dependencies[6]?.includes('/') === true;
  if (!isMapChild || documentId === undefined) return undefined;
  const { batchId, attempt = 1 } = parseJsonObject(input ?? '') ?? {};
  if (batchId === undefined) return undefined;
  const digest = createHash('sha256')
    .update(JSON.stringify([batchId, attempt]))
    .digest('hex');
  return [...dependencies.slice(0, 6), documentPipelineName, `${documentId}-${digest.slice(0, 14)}`].join(':');
}

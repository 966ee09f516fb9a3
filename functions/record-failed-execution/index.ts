import { Logger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { clientSettings } from '../shared/platform/client-settings';
import { requiredVariable } from '../shared/platform/environment';
import { loggedHandler } from '../shared/platform/logged-handler';
import type { ExecutionStatusEvent } from './failed-execution';
import { type RecordFailedExecutionDependencies, recordFailedExecution } from './record-failed-execution';

const log = new Logger();
const dependencies: RecordFailedExecutionDependencies = {
  log,
  states: new SFNClient(clientSettings),
  documentPipelineName: requiredVariable(process.env, 'DOCUMENT_PIPELINE_NAME'),
  ledger: {
    dynamodb: new DynamoDBClient(clientSettings),
    tableName: requiredVariable(process.env, 'LEDGER_TABLE_NAME'),
  },
  deadLetters: {
    // The client's own endpoint, not the queue URL's host: an endpoint set by environment must hold for SQS as for the others.
    sqs: new SQSClient({ ...clientSettings, useQueueUrlAsEndpoint: false }),
    queueUrl: requiredVariable(process.env, 'DEAD_LETTER_QUEUE_URL'),
  },
  now: Date.now,
};

/**
 * Called by the rule on executions that ended FAILED, TIMED_OUT or ABORTED.
 *
 * Needs: states:DescribeExecution on the machine's executions; dynamodb:GetItem, UpdateItem on the ledger; sqs:SendMessage on
 * the dead-letter queue.
 */
export const handler = loggedHandler(
  log,
  (event: Partial<ExecutionStatusEvent>) => ({ executionArn: event.detail?.executionArn }),
  (event) => recordFailedExecution(event, dependencies),
);

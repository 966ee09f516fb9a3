import { randomUUID } from 'node:crypto';
import { Logger } from '@aws-lambda-powertools/logger';
import { BedrockAgentRuntimeClient } from '@aws-sdk/client-bedrock-agent-runtime';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { clientSettings } from '../shared/platform/client-settings';
import { requiredVariable, requiredWholeNumber } from '../shared/platform/environment';
import { loggedHandler } from '../shared/platform/logged-handler';
import { type InvokeAgentDependencies, type InvokeAgentEvent, invokeAgent } from './invoke-agent';

const log = new Logger();
const bucketName = requiredVariable(process.env, 'RESULTS_BUCKET_NAME');
const leaseSeconds = requiredWholeNumber(process.env, 'LEASE_SECONDS');
const dependencies: InvokeAgentDependencies = {
  log,
  agent: {
    // An agent may be silent for as long as this function may run; a retry inside it would ask, and pay, twice.
    client: new BedrockAgentRuntimeClient({ maxAttempts: 1, requestHandler: { requestTimeout: leaseSeconds * 1000 } }),
    agentId: requiredVariable(process.env, 'AGENT_ID'),
    agentAliasId: requiredVariable(process.env, 'AGENT_ALIAS_ID'),
    resultsBucketName: bucketName,
  },
  answers: { s3: new S3Client(clientSettings), bucketName },
  runs: {
    dynamodb: new DynamoDBClient(clientSettings),
    tableName: requiredVariable(process.env, 'CALLBACKS_TABLE_NAME'),
  },
  leaseSeconds,
  now: Date.now,
  secret: randomUUID,
};

/**
 * Called by StartAgent, asynchronously.
 *
 * Needs: bedrock:InvokeAgent on the agent's alias; dynamodb:UpdateItem on the callbacks; s3:GetObject, PutObject on `agents/*`
 * of the results and s3:ListBucket on their bucket.
 */
export const handler = loggedHandler(
  log,
  ({ sessionId, executionArn }: InvokeAgentEvent) => ({ sessionId, executionArn }),
  (event) => invokeAgent(event, dependencies),
);

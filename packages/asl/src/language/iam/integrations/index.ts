import { bedrockRules } from './bedrock';
import { clusterRules } from './clusters';
import { dynamodbRules } from './dynamodb';
import { functionAndMessageRules } from './functions-and-messages';
import { httpRules } from './http';
import { jobRules } from './jobs';
import type { IntegrationRules } from './rule';
import { sagemakerRules } from './sagemaker';

/**
 * Permissions of the optimized integrations by `service:operation`; any other integration needs only its own action.
 */
export const integrationRules: IntegrationRules = {
  ...bedrockRules,
  ...clusterRules,
  ...dynamodbRules,
  ...functionAndMessageRules,
  ...httpRules,
  ...jobRules,
  ...sagemakerRules,
};

import { join } from 'node:path';
import { UserError } from '@document-pipelines/asl/diagnostics';
import type { PlanLimits } from '..';
import { loadOperations } from './load-operations';

/** Returns quotas and the model from an environment's file. Throws a UserError if there is no such environment. */
export function planLimits(name: string): PlanLimits {
  const { loadEnvironments } = require('../../environments') as typeof import('../../environments');
  const { findProject } = loadOperations();
  const [environment] = loadEnvironments(join(findProject(process.cwd()).root, 'environments'), [name]);
  if (environment === undefined) throw new UserError(`there is no environment ${name}`);
  const { region, textract, bedrock } = environment;
  return {
    region,
    ...textract,
    bedrockRequestsPerMinute: bedrock.requestsPerMinute,
    modelId: bedrock.inferenceProfile?.id ?? bedrock.modelId,
  };
}

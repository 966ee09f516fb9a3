export { type BedrockControl, type BedrockJobs, createBedrockControl } from './create-bedrock-control';
export {
  type BedrockJobsOptions,
  type BedrockJobType,
  bedrockArn,
  createBedrockJobs,
  type RunningJobs,
} from './create-bedrock-jobs';
export {
  clientRequestTokenSchema,
  jobIdentifierOf,
  parseRequest,
  refusal,
  refuseMembers,
  roleArnSchema,
  validation,
} from './job-requests';
export { isOver, jobIdOf, type KeptJobs, openKeptJobs } from './kept-jobs';

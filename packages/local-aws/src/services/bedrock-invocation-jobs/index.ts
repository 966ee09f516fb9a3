export { type BedrockInvocationJobsOptions, createBedrockInvocationJobs } from './create-bedrock-invocation-jobs';

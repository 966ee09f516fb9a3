export { type BedrockControl, type BedrockJobs, createBedrockControl } from './create-bedrock-control';

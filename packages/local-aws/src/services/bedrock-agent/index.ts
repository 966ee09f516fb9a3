export { type BedrockAgentOptions, createBedrockAgent } from './create-bedrock-agent';

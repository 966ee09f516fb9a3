export { offlineReaderName } from './converse';
export { type BedrockOptions, createBedrock } from './create-bedrock';
export { insideFence } from './document-text';
export type { LiveBedrock } from './live-bedrock';
export { modelArns } from './model-arns';

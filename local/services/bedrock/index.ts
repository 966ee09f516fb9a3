export { createOfflineReader, offlineReaderName } from './converse';
export type { AnswerBlock, Converse, ConverseAnswer, TokenUsage } from './converse-shapes';
export { type BedrockOptions, createBedrock } from './create-bedrock';
export { insideFence } from './document-text';
export { createLiveBedrock } from './live-bedrock';
export { type ModelPlace, modelPermissions } from './model-arns';
export { createModelServer, listModels, type ModelServer, readServerAddress, type ServerAddress } from './model-server';
export { createScriptedAnswers, type ScriptedAnswer } from './scripted-answers';

export {
  type AnswerBlock,
  type Converse,
  type ConverseAnswer,
  type ConverseRequest,
  forcedTool,
  parseConverse,
  type TokenUsage,
  type ToolSpec,
  type ToolUse,
} from './converse-shapes';
export { createBedrock } from './create-bedrock';
export { insideFence } from './inside-fence';
export { createLiveBedrock } from './live-bedrock';
export { modelPermissions } from './model-arns';
export { createModelServer, listModels, type ModelServer, readServerAddress, type ServerAddress } from './model-server';
export { noModel } from './no-model';
export { createScriptedAnswers, type ScriptedAnswer } from './scripted-answers';

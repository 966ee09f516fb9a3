export {
  type BedrockScript,
  emptyScript,
  notScripted,
  type ScriptedConversation,
  type ScriptedCustomization,
  type ScriptedTurn,
  type ScriptSection,
  scriptFilePattern,
  scriptFileSchema,
} from './bedrock-script';

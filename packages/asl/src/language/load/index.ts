export * from './load-definition';
export * from './parse-definition';
export { type ParsedDefinition, type Placeholder, parsedDefinition } from './parsed-definition';
export { objectOf, type PlacedChild, type PlacedValue, type TextRange } from './placed-value';
export {
  hasPlaceholder,
  optionalPlaceholder,
  placeholderPattern,
  placeholdersIn,
  replacePlaceholders,
} from './placeholders';
export { type PromptFiles, promptFilesOf } from './prompts/prompt-files';
export { promptsIn, replacePrompts } from './prompts/prompt-placeholders';
export { promptLabel } from './prompts/with-prompts';
export * from './substitute';
export * from './substitutions';
export * from './terraform-string';
export { commentsOf, type YamlComment } from './yaml/comments';

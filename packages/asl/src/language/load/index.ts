export * from './load-definition';
export * from './parse-definition';
export { type ParsedDefinition, type Placeholder, parsedDefinition } from './parsed-definition';
export { objectOf, type PlacedValue } from './placed-value';
export {
  hasPlaceholder,
  maskPlaceholders,
  optionalPlaceholder,
  placeholderPattern,
  placeholdersIn,
  replacePlaceholders,
} from './placeholders';
export { promptFilesOf } from './prompts/prompt-files';
export { promptsIn } from './prompts/prompt-placeholders';
export { promptLabel } from './prompts/with-prompts';
export * from './substitute';
export * from './substitutions';
export * from './terraform-string';
export { commentsOf } from './yaml/comments';
export { type LexedToken, lexedTokens } from './yaml/lexed-tokens';

export { definitionTokens } from './definition-tokens';
export { jsonataTokens } from './jsonata-tokens';
export type { Token, TokenClass } from './token';
export { type LinePiece, type MarkedRange, tokenLines } from './token-lines';

/** What a piece of a definition's text is. The classes from `query` on are those of JSONata. */
export type TokenClass =
  | 'key'
  | 'string'
  | 'number'
  | 'word'
  | 'comment'
  | 'mark'
  | 'anchor'
  | 'placeholder'
  | 'query'
  | 'variable'
  | 'function'
  | 'keyword'
  | 'field'
  | 'operator';

/** A piece of text and its class; blanks have none. */
export interface Token {
  readonly class?: TokenClass;
  readonly text: string;
}

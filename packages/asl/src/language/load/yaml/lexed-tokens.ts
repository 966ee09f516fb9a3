import { Lexer } from 'yaml';

/** A piece of a YAML text as the lexer cuts it, and where it starts. */
export interface LexedToken {
  readonly source: string;
  readonly offset: number;
  /** Whether it is the text of a scalar, in which a `#` does not start a comment. */
  readonly isScalar: boolean;
}

/** What the lexer puts between the pieces of the text: BOM, document, flow-error end and scalar marks. */
export const lexerMarks: ReadonlySet<string> = new Set(['\u{FEFF}', '\x02', '\x18', '\x1f']);

/** The pieces of a YAML text in order, without recursion. */
export function* lexedTokens(text: string): Generator<LexedToken> {
  let offset = 0;
  let previous = '';
  for (const source of new Lexer().lex(text)) {
    if (!lexerMarks.has(source)) {
      yield { source, offset, isScalar: previous === '\x1f' };
      offset += source.length;
    }
    previous = source;
  }
}

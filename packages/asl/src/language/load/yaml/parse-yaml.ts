import { Composer, type Document, Lexer, Parser } from 'yaml';
import { maxNesting, nestingHelp } from '../max-nesting';
import { NotJsonError } from './compose';
import { lexerMarks } from './lexed-tokens';

/**
 * Parses the documents of a YAML 1.2 text, placeholders masked. Throws {@link NotJsonError} if values are nested deeper
 * than {@link maxNesting}: the composer recurses, and near the end of the stack Node itself may crash. `outer`: the indents
 * that the text is within.
 */
export function parseYaml(text: string, outer: readonly number[] = []): Document.Parsed[] {
  const composer = new Composer({ version: '1.2', merge: true, prettyErrors: false });
  return [...composer.compose(boundedTokens(text, outer))] as Document.Parsed[];
}

function* boundedTokens(text: string, outer: readonly number[]): ReturnType<Parser['parse']> {
  const parser = new Parser();
  const nesting = new Nesting(outer);
  for (const lexeme of new Lexer().lex(text)) {
    nesting.add(lexeme);
    yield* parser.next(lexeme);
  }
  yield* parser.end();
}

/** Counts, without recursion, how deep brackets, compact list items and indentation are nested. A class because it guards the bound. */
class Nesting {
  private offset = 0;
  private open = 0;
  private listed = 0;
  private isNewLine = true;
  private readonly indents: number[];

  constructor(outer: readonly number[]) {
    this.indents = [...outer];
  }

  add(lexeme: string): void {
    if (lexerMarks.has(lexeme)) return;
    if (lexeme === '[' || lexeme === '{') this.open += 1;
    else if (lexeme === ']' || lexeme === '}') this.open -= 1;
    else if (lexeme === '-' || lexeme === '?') this.listed += 1;
    else if (lexeme.startsWith('\n') || lexeme.startsWith('\r')) this.listed = 0;
    if (this.isNewLine && this.open === 0) this.indent(/^ *$/.test(lexeme) ? lexeme.length : 0);
    this.isNewLine = lexeme.endsWith('\n') || lexeme.endsWith('\r');
    if (Math.max(this.open, this.listed, this.indents.length) > maxNesting) {
      const message = 'the values are nested too deeply';
      const start = this.offset + (/^ +$/.test(lexeme) ? lexeme.length : 0);
      throw new NotJsonError(message, [start, start + 1], 'yaml-syntax', nestingHelp);
    }
    this.offset += lexeme.length;
  }

  private indent(columns: number): void {
    while ((this.indents.at(-1) ?? -1) >= columns) this.indents.pop();
    this.indents.push(columns);
  }
}

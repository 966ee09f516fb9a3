import { StatesError } from '../../../language/expressions';

/** The longest row: an item may not be longer than a state's input. */
const maxRowCharacters = 1024 * 1024;

/**
 * Reads CSV as it comes in, in the grammar that Step Functions accepts (RFC 4180): fields in double quotes may hold
 * delimiters, line ends and doubled quotes. Rows end at LF or CR LF, as lines do elsewhere in this project; lines
 * without a character are not rows. Throws States.ItemReaderFailed for a row beyond 1 MiB and for an unclosed quote.
 */
export class CsvParser {
  private row: string[] = [];
  private field = '';
  private state: 'start' | 'plain' | 'quoted' | 'quoteInQuoted' = 'start';
  /** A CR at the end of a piece: the next piece shows whether it ends a row. */
  private heldReturn = '';
  private rowCharacters = 0;
  private rows: string[][] = [];
  private number = 0;

  constructor(private readonly delimiter: string) {}

  /** Reads a piece of text and returns the rows that it completes. */
  push(piece: string): string[][] {
    const text = this.heldReturn + piece;
    this.heldReturn = text.endsWith('\r') ? '\r' : '';
    this.read(text.slice(0, text.length - this.heldReturn.length));
    return this.taken();
  }

  /** Returns the last row, if no line end follows it. */
  end(): string[][] {
    this.read(this.heldReturn);
    if (this.state === 'quoted')
      throw itemReaderFailed(`row ${this.number + 1} of the CSV file has a quote that is not closed`);
    this.endRow();
    return this.taken();
  }

  private read(text: string): void {
    let at = 0;
    while (at < text.length) {
      const end = this.endOfContent(text, at);
      const token = end > at ? text.slice(at, end) : text.startsWith('\r\n', at) ? '\r\n' : text.charAt(at);
      if (end > at) this.takeContent(token);
      else this.take(token);
      at += token.length;
    }
  }

  private taken(): string[][] {
    const { rows } = this;
    this.rows = [];
    return rows;
  }

  /** Returns the end of the characters that are content in any context; reading those in one piece makes it fast. */
  private endOfContent(text: string, from: number): number {
    if (this.state === 'quoted') {
      const quote = text.indexOf('"', from);
      return quote === -1 ? text.length : quote;
    }
    if (this.state === 'quoteInQuoted') return from;
    let at = from;
    while (at < text.length && !this.isSpecial(text, at)) at++;
    return at;
  }

  private isSpecial(text: string, at: number): boolean {
    const character = text.charAt(at);
    if (character === '\r') return text[at + 1] === '\n';
    return character === this.delimiter || character === '\n' || character === '"';
  }

  private takeContent(content: string): void {
    this.count(content.length);
    this.append(content, this.state === 'quoted' ? 'quoted' : 'plain');
  }

  private count(characters: number): void {
    this.rowCharacters += characters;
    if (this.rowCharacters <= maxRowCharacters) return;
    throw itemReaderFailed(`row ${this.number + 1} of the CSV file has more than ${maxRowCharacters} characters`);
  }

  private take(token: string): void {
    this.count(token.length);
    if (this.state === 'quoted') this.state = 'quoteInQuoted';
    else if (token === '"' && this.state === 'start') this.state = 'quoted';
    else if (token === '"' && this.state === 'quoteInQuoted') this.append(token, 'quoted');
    else if (token === this.delimiter) this.endField();
    else if (token === '\n' || token === '\r\n') this.endRow();
    else this.append(token, 'plain');
  }

  private append(content: string, state: 'plain' | 'quoted'): void {
    this.field += content;
    this.state = state;
  }

  private endField(): void {
    this.row.push(this.field);
    this.field = '';
    this.state = 'start';
  }

  private endRow(): void {
    const isEmpty = this.row.length === 0 && this.field === '' && this.state === 'start';
    if (!isEmpty) {
      this.endField();
      this.rows.push(this.row);
      this.number++;
    }
    this.row = [];
    this.rowCharacters = 0;
  }
}

function itemReaderFailed(cause: string): StatesError {
  return new StatesError('States.ItemReaderFailed', cause);
}

import { StatesError } from '../../../asl/expressions';

/** The longest row: an item may not be longer than what a state may take. */
const maxRowCharacters = 1024 * 1024;

/**
 * Reads CSV as it comes in, in the grammar that Step Functions takes (RFC 4180): fields in double quotes may hold delimiters, line ends
 * and doubled quotes. Rows end at LF, CR or CRLF; lines without a character are no rows. Throws States.ItemReaderFailed for a row beyond
 * 1 MiB and for a quote that is never closed.
 */
export class CsvParser {
  private row: string[] = [];
  private field = '';
  private state: 'start' | 'plain' | 'quoted' | 'quoteInQuoted' = 'start';
  private skipsLineFeed = false;
  private rowCharacters = 0;
  private rows: string[][] = [];
  private number = 0;

  constructor(private readonly delimiter: string) {}

  /** Takes a piece of text and gives the rows that it completes. */
  push(text: string): string[][] {
    for (const character of text) this.take(character);
    return this.taken();
  }

  /** The last row, where no line end follows it. */
  end(): string[][] {
    if (this.state === 'quoted') throw failed(`row ${this.number + 1} of the CSV file has a quote that is not closed`);
    this.endRow();
    return this.taken();
  }

  private taken(): string[][] {
    const { rows } = this;
    this.rows = [];
    return rows;
  }

  private take(character: string): void {
    if (++this.rowCharacters > maxRowCharacters)
      throw failed(`row ${this.number + 1} of the CSV file has more than ${maxRowCharacters} characters`);
    const follows = this.skipsLineFeed && character === '\n';
    this.skipsLineFeed = false;
    if (this.state === 'quoted') this.takeQuoted(character);
    else if (character === '"' && this.state === 'start') this.state = 'quoted';
    else if (character === '"' && this.state === 'quoteInQuoted') this.append(character, 'quoted');
    else if (character === this.delimiter) this.endField();
    else if (character === '\n' || character === '\r') this.endLine(character, follows);
    else this.append(character, 'plain');
  }

  private takeQuoted(character: string): void {
    if (character === '"') this.state = 'quoteInQuoted';
    else this.field += character;
  }

  private append(character: string, state: 'plain' | 'quoted'): void {
    this.field += character;
    this.state = state;
  }

  private endField(): void {
    this.row.push(this.field);
    this.field = '';
    this.state = 'start';
  }

  private endLine(character: string, isSecondHalf: boolean): void {
    if (!isSecondHalf) this.endRow();
    this.skipsLineFeed = character === '\r';
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

function failed(cause: string): StatesError {
  return new StatesError('States.ItemReaderFailed', cause);
}

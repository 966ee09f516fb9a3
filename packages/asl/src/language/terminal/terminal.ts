import { terminalLine } from './paint';
import { visibleJson } from './visible-text';

/** The members of a process's stream that are used to write to it. */
export interface OutputStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/**
 * Writes to a stream, and escapes everything that a terminal would interpret except our own colours and cursor
 * movements.
 */
export interface Writer {
  /** One line; a line break in it is shown as `\n`. */
  line(text: string): void;
  /** Lines of our own, one after another. */
  lines(texts: readonly string[]): void;
  /** JSON, of one line or several: such characters are escaped as JSON escapes them. */
  json(text: string): void;
  /** Puts the cursor this many lines up and clears what is below. */
  erase(lineCount: number): void;
  readonly isTerminal: boolean;
  readonly hasColours: boolean;
  /** Columns of the terminal; 120 if there is no terminal, or if it reports none. */
  readonly columns: number;
}

/** Writes to a stream. */
export function createWriter(stream: OutputStream): Writer {
  const isTerminal = stream.isTTY === true;
  return {
    line: (text) => void stream.write(`${terminalLine(text)}\n`),
    lines: (texts) => void stream.write(texts.map((text) => `${terminalLine(text)}\n`).join('')),
    json: (text) => void stream.write(`${visibleJson(text)}\n`),
    erase: (lineCount) => void (lineCount > 0 && stream.write(`\u001b[${lineCount}A\u001b[J`)),
    isTerminal,
    hasColours: isTerminal && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb',
    get columns() {
      // Some terminals do not know their width and report 0.
      return stream.columns !== undefined && stream.columns > 0 ? stream.columns : 120;
    },
  };
}

/** Standard output. */
export const stdout = createWriter(process.stdout);

/** Standard error. */
export const stderr = createWriter(process.stderr);

/** Calls `listener` with errors of standard output: the reader of a pipe may exit early. */
export function onOutputError(listener: (error: NodeJS.ErrnoException) => void): void {
  process.stdout.on('error', listener);
}

import { createPaint, type Writer } from '../../../asl/terminal';
import type { Outcome } from '../documents/document-result';

/** Where a command writes: results to one stream, what a person reads beside them to the other if they must not mix. */
export interface Console {
  /** A line for the person. */
  say(line: string): void;
  /** A line of the result itself. */
  print(line: string): void;
  /** A value of the result itself, as one line of JSON. */
  json(value: unknown): void;
  /** Redraws the block at the end of what was said; a terminal only. */
  redraw(lines: readonly string[]): void;
  readonly isTerminal: boolean;
  readonly columns: number;
  colour(outcome: Outcome, text: string): string;
  dim(text: string): string;
}

/** The streams of a process, as far as a console needs them. */
export interface Writers {
  readonly stdout: Writer;
  readonly stderr: Writer;
}

/** A console on a process's streams. With `json`, stdout holds the result alone and the person reads stderr. */
export function createConsole({ stdout, stderr }: Writers, json: boolean): Console {
  const talk = json ? stderr : stdout;
  const paint = createPaint(talk.hasColours);
  const colours: Readonly<Record<Outcome, (text: string) => string>> = {
    stored: paint.green,
    review: paint.yellow,
    'waiting-release': paint.yellow,
    running: paint.yellow,
    rejected: paint.cyan,
    failed: paint.red,
  };
  let drawn = 0;
  const erase = (): void => {
    talk.erase(drawn);
    drawn = 0;
  };
  return {
    say(line) {
      erase();
      talk.line(line);
    },
    print(line) {
      erase();
      stdout.line(line);
    },
    json(value) {
      erase();
      stdout.json(JSON.stringify(value));
    },
    redraw(lines) {
      if (!talk.isTerminal) return;
      erase();
      talk.lines(lines);
      drawn = lines.length;
    },
    isTerminal: talk.isTerminal,
    columns: talk.columns,
    colour: (outcome, text) => colours[outcome](text),
    dim: paint.dim,
  };
}

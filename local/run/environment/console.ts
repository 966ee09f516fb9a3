import pc from 'picocolors';
import type { Outcome } from '../documents/document-result';

/** Where a command writes: results to one stream, everything said beside them to the other where they must not mix. */
export interface Console {
  /** A line for the person. */
  say(line: string): void;
  /** A line of the result itself. */
  print(line: string): void;
  /** Redraws the block at the end of what was said; a terminal only. */
  redraw(lines: readonly string[]): void;
  readonly isTerminal: boolean;
  readonly columns: number;
  colour(outcome: Outcome, text: string): string;
  dim(text: string): string;
}

/** The streams of a process, as far as a console needs them. */
export interface Streams {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

/** A console on a process's streams. With `json`, stdout holds the result alone and the person reads stderr. */
export function createConsole({ stdout, stderr }: Streams, json: boolean): Console {
  const talk = json ? stderr : stdout;
  const isTerminal = talk.isTTY === true;
  const colours = pc.createColors(isTerminal && pc.isColorSupported);
  const paint: Readonly<Record<Outcome, (text: string) => string>> = {
    stored: colours.green,
    review: colours.yellow,
    'waiting-release': colours.yellow,
    rejected: colours.cyan,
    failed: colours.red,
  };
  let drawn = 0;
  const erase = (): void => {
    if (drawn > 0) talk.write(`\u001b[${drawn}A\u001b[J`);
    drawn = 0;
  };
  return {
    say(line) {
      erase();
      talk.write(`${line}\n`);
    },
    print(line) {
      erase();
      stdout.write(`${line}\n`);
    },
    redraw(lines) {
      if (!isTerminal) return;
      erase();
      talk.write(lines.map((line) => `${line}\n`).join(''));
      drawn = lines.length;
    },
    isTerminal,
    // Some terminals do not know how wide they are and say 0.
    columns: talk.columns > 0 ? talk.columns : 120,
    colour: (outcome, text) => paint[outcome](text),
    dim: colours.dim,
  };
}

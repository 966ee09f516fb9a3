import { createPaint, type Paint, type Writer } from '@document-pipelines/asl/terminal';
import { type CurrentActivity, createActivityDisplay } from './activity';

/** The output of a command: results go to one stream, messages for people to the other if they must not mix. */
export interface Console {
  /** Prints a line for the user. */
  say(line: string): void;
  /** Prints a line of the result itself. */
  print(line: string): void;
  /** Prints a value of the result itself, as one line of JSON. */
  json(value: unknown): void;
  /** Shows what the command is doing, until the next call: a block on a terminal, elsewhere a line after a silence. Undefined clears it. */
  doing(activity: CurrentActivity | undefined): void;
  /** What the command is doing has moved on. */
  changed(): void;
  readonly isTerminal: boolean;
  readonly columns: number;
  readonly paint: Paint;
}

/** The streams of a process that a console uses. */
export interface Writers {
  readonly stdout: Writer;
  readonly stderr: Writer;
}

/** A console on a process's streams. With `json`, stdout has only the result, and messages use stderr. */
export function createConsole({ stdout, stderr }: Writers, json: boolean): Console {
  const talk = json ? stderr : stdout;
  const paint = createPaint(talk.hasColours);
  const display = createActivityDisplay(talk, stderr);
  const write = (writing: () => void, isTalk = true): void => {
    display.makeRoom();
    writing();
    if (isTalk) display.written();
    else display.changed();
  };
  return {
    say: (line) => write(() => talk.line(line)),
    print: (line) => write(() => stdout.line(line), !json),
    json: (value) => write(() => stdout.json(JSON.stringify(value)), !json),
    doing: display.show,
    changed: display.changed,
    isTerminal: talk.isTerminal,
    columns: talk.columns,
    paint,
  };
}

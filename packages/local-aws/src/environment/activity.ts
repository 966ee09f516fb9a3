import { cutText, visibleText, type Writer } from '@document-pipelines/asl/terminal';

/** A long-running activity of a command. */
export interface CurrentActivity {
  /** One line: on a terminal it is redrawn, elsewhere it is printed after a silence. */
  line(): string;
  /** Lines that are drawn on a terminal instead, each no wider than it. */
  block?(): readonly string[];
}

/** Shows an activity. */
export interface ActivityDisplay {
  /** Shows another one, or clears the display. */
  show(activity: CurrentActivity | undefined): void;
  /** Something of it has changed: a terminal is redrawn soon. */
  changed(): void;
  /** Must be called before other output is written: clears what is drawn. */
  makeRoom(): void;
  /** Must be called after output that ends a silence. */
  written(): void;
}

/** Milliseconds of silence after which a line is printed; together with the time between two checks, less than three seconds. */
const longestSilence = 2_400;
/** Milliseconds between two checks of the silence. */
const betweenLooks = 400;
/** Milliseconds after which a terminal is redrawn, to update its seconds. */
const betweenDrawings = 1_000;
/** Milliseconds between a change and its drawing, so that many changes are one. */
const untilDrawn = 100;

/**
 * A display on a terminal's `talk`; away from a terminal on `quiet`, which holds no result. No timer of it keeps the process. Silence
 * is counted from the start of the process: loading takes a moment.
 */
export function createActivityDisplay(talk: Writer, quiet: Writer): ActivityDisplay {
  let current: CurrentActivity | undefined;
  let isFirst = true;
  let since = 0;
  let drawn = 0;
  let lastWritten = 0;
  let looking: NodeJS.Timeout | undefined;
  let drawing: NodeJS.Timeout | undefined;

  const makeRoom = (): void => {
    talk.erase(drawn);
    drawn = 0;
  };
  const line = (activity: CurrentActivity, width = Number.POSITIVE_INFINITY): string => {
    const seconds = `, ${Math.round((now() - since) / 1000)} s`;
    return `  ${cutText(visibleText(activity.line()), width - 3 - seconds.length)}${seconds}`;
  };
  const draw = (): void => {
    drawing = undefined;
    if (current === undefined) return;
    makeRoom();
    const lines = current.block?.() ?? [line(current, talk.columns)];
    talk.lines(lines);
    drawn = lines.length;
    lastWritten = now();
  };
  const onChange = (): void => {
    if (talk.isTerminal && current !== undefined) drawing ??= setTimeout(draw, untilDrawn).unref();
  };
  const look = (): void => {
    if (current === undefined) return;
    const silence = now() - lastWritten;
    if (talk.isTerminal) {
      if (silence >= betweenDrawings) draw();
    } else if (silence >= longestSilence) {
      quiet.line(line(current));
      lastWritten = now();
    }
  };
  return {
    changed: onChange,
    makeRoom,
    show(activity) {
      makeRoom();
      clearInterval(looking);
      clearTimeout(drawing);
      drawing = undefined;
      current = activity;
      // The first one began with the process.
      since = isFirst ? 0 : now();
      isFirst = false;
      if (activity !== undefined) looking = setInterval(look, betweenLooks).unref();
    },
    written() {
      lastWritten = now();
      onChange();
    },
  };
}

/** Milliseconds since the process began. */
function now(): number {
  return performance.now();
}

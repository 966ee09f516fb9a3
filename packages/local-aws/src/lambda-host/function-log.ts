import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { dirname, join } from 'node:path';

/** The log of one execution environment: a log stream of its function's log group. */
export interface LogStream {
  readonly functionName: string;
  /** As AWS names it: `2026/11/28/[1]0123456789abcdef0123456789abcdef`. */
  readonly logStreamName: string;
}

/** One line of a file of log events: FilterLogEvents reads them. */
export interface LogEvent {
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly logStreamName: string;
  readonly message: string;
}

/** The log files of all functions. */
export interface FunctionLogs {
  /** What was printed at once is one event, as that of a console call on AWS. */
  write(stream: LogStream, text: string): void;
  close(): Promise<void>;
}

/** Returns the file with the events of a function, one JSON object a line; `<folder>/<function>.log` has only their text. */
export function logEventsFile(folder: string, functionName: string): string {
  return join(folder, 'events', `${functionName}.ndjson`);
}

/** Log files in a folder, opened when a function first writes. */
export function createFunctionLogs(folder: string, now: () => number): FunctionLogs {
  const files = new Map<string, WriteStream>();
  const append = (file: string, text: string): void => {
    const opened = files.get(file) ?? open(file);
    files.set(file, opened);
    if (!opened.writableEnded) opened.write(text);
  };
  return {
    write({ functionName, logStreamName }, message) {
      const event: LogEvent = { timestamp: now(), logStreamName, message };
      append(join(folder, `${functionName}.log`), message);
      append(logEventsFile(folder, functionName), `${JSON.stringify(event)}\n`);
    },
    async close() {
      await Promise.all([...files.values()].map((file) => new Promise<void>((resolve) => file.end(() => resolve()))));
    },
  };
}

function open(file: string): WriteStream {
  mkdirSync(dirname(file), { recursive: true });
  // A log that cannot be written (a full disk) must not end the run.
  return createWriteStream(file, { flags: 'a' }).on('error', () => undefined);
}

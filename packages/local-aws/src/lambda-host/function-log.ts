import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';

/** The log files of all functions: one a function, as its log group would be. */
export interface FunctionLogs {
  write(functionName: string, text: string): void;
  close(): Promise<void>;
}

/** Log files `<folder>/<function>.log`, opened when a function first writes. */
export function createFunctionLogs(folder: string): FunctionLogs {
  const streams = new Map<string, WriteStream>();
  return {
    write(functionName, text) {
      const stream = streams.get(functionName) ?? open(folder, functionName);
      streams.set(functionName, stream);
      if (!stream.writableEnded) stream.write(text);
    },
    async close() {
      await Promise.all(
        [...streams.values()].map((stream) => new Promise<void>((resolve) => stream.end(() => resolve()))),
      );
    },
  };
}

function open(folder: string, functionName: string): WriteStream {
  mkdirSync(folder, { recursive: true });
  // A log that cannot be written (a full disk) must not end the run.
  return createWriteStream(join(folder, `${functionName}.log`), { flags: 'a' }).on('error', () => undefined);
}

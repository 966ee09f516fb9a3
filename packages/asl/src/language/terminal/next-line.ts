/** Returns the next line; an empty string at the end of the input. Rejects with the reason of the signal. */
export function nextLine(input: NodeJS.ReadableStream, signal?: AbortSignal): Promise<string> {
  // Loaded here: every command starts with this folder, and few ask.
  const { createInterface } = require('node:readline') as typeof import('node:readline');
  const lines = createInterface({ input, ...(signal === undefined ? {} : { signal }) });
  return new Promise((resolve, reject) => {
    lines.once('line', (line) => {
      resolve(line);
      lines.close();
    });
    lines.once('close', () => (signal?.aborted === true ? reject(signal.reason) : resolve('')));
  });
}

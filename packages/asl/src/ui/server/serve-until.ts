import { once } from 'node:events';
import { serveUi } from './serve-ui';
import type { UiOptions } from './ui-server';

/** How a command serves the page. */
export interface ServeUntilOptions extends UiOptions {
  /** Ends it. */
  readonly signal: AbortSignal;
  /** Prints a line for the person. */
  readonly say: (line: string) => void;
}

/** Serves the page, prints its address, and closes it when the signal is aborted. */
export async function serveUiUntil({ signal, say, ...options }: ServeUntilOptions): Promise<void> {
  const served = await serveUi({
    ...options,
    onDefect: (error) => say(`! ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`),
  });
  try {
    say(`${options.command}: ${options.source.label}; press Ctrl-C to stop`);
    say(`  ${served.address}`);
    if (!signal.aborted) await once(signal, 'abort');
  } finally {
    await served.close();
  }
}

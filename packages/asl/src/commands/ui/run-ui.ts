import { once } from 'node:events';
import { stderr, stdout } from '../../language/terminal';
import { executionPages, serveUi } from '../../ui';
import { chooseSource } from './choose-source';
import type { UiFlags } from './ui-flags';

/** Serves the page until Ctrl-C; the exit status is 0. Throws a UserError for a source that cannot be read. */
export async function runUi(flags: UiFlags): Promise<0> {
  const ending = new AbortController();
  const end = (): void => ending.abort();
  process.once('SIGINT', end).once('SIGTERM', end);
  const source = await chooseSource(flags);
  try {
    const context = { source, now: Date.now };
    const served = await serveUi({
      source,
      pages: [executionPages(context)],
      ...(flags.port === undefined ? {} : { port: flags.port }),
      allowsWrites: flags.write,
      command: 'asl ui',
      onDefect: (error) => stderr.line(`! ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`),
    });
    stdout.line(`asl ui: ${source.label}; press Ctrl-C to stop`);
    stdout.line(`  ${served.address}`);
    if (!ending.signal.aborted) await once(ending.signal, 'abort');
    await served.close();
  } finally {
    await source.close?.();
  }
  return 0;
}

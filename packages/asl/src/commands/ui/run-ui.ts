import { stdout } from '../../language/terminal';
import { serveUiUntil } from '../../ui';
import { basicPages } from './basic-pages';
import { chooseSource } from './choose-source';
import type { UiFlags } from './ui-flags';

/** Serves the page until Ctrl-C; the exit status is 0. Throws a UserError for a source that cannot be read. */
export async function runUi(flags: UiFlags): Promise<0> {
  const ending = new AbortController();
  const end = (): void => ending.abort();
  process.once('SIGINT', end).once('SIGTERM', end);
  const source = await chooseSource(flags);
  try {
    await serveUiUntil({
      source,
      pages: basicPages(source, flags.aws ? undefined : flags.definitions),
      ...(flags.port === undefined ? {} : { port: flags.port }),
      allowsWrites: flags.write,
      command: 'asl ui',
      signal: ending.signal,
      say: (line) => stdout.line(line),
    });
  } finally {
    await source.close?.();
  }
  return 0;
}

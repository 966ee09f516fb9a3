import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Where Debian and others install Chromium, and what a person names instead. */
const places = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The browser of this computer; undefined without one: its tests are skipped then, and say so. */
export const chromiumPath = places.find((path) => path !== undefined && existsSync(path));

/** A name that the browser resolves to 127.0.0.1, as a rebound one. */
export const reboundHost = 'rebound.test';

/** Starts the browser. As root it has no sandbox; it visits pages of this computer only. */
export function openBrowser(): Promise<Browser> {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({
    executablePath: chromiumPath ?? 'chromium',
    args: [...sandbox, `--host-resolver-rules=MAP ${reboundHost} 127.0.0.1`],
  });
}

/** As `describe`, if there is a browser. */
export function describeInBrowser(name: string, tests: () => void): void {
  if (chromiumPath !== undefined) describe(name, tests);
  else describe.skip(`${name} (skipped: there is no Chromium; install it, or name it with CHROMIUM=…)`, tests);
}

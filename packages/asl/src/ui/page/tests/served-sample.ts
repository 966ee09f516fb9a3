import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { executionPages, pageBundle, type ServedUi, serveUi, type UiPages } from '../..';
import { ownModule } from '../../own-module';
import { orderMachine } from '../../tests/order-machine';
import { type SampleSource, sampleSource } from '../../tests/sample-source';
import { openBrowser } from './open-browser';

/** A page that is served with executions of a sample, in a browser that has opened its address. */
export interface ServedSample {
  readonly ui: ServedUi;
  readonly source: SampleSource;
  readonly browser: Browser;
  readonly context: BrowserContext;
  readonly page: Page;
  /** Errors of the page, and requests to anywhere else. */
  readonly troubles: string[];
  /** The definition that the executions run; its cases are next to it. */
  readonly definitionFile: string;
  /** Inputs that an act was run with. */
  readonly acted: unknown[];
  close(): Promise<void>;
}

/** Serves `count` executions and signs the browser in. */
export async function serveSample(count: number): Promise<ServedSample> {
  const source = await sampleSource(count);
  const acted: unknown[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'ui-sample-'));
  const definitionFile = join(folder, 'orders.asl.json');
  writeFileSync(definitionFile, JSON.stringify(orderMachine));
  const definitions = { find: () => [definitionFile] };
  const ui = await serveUi({
    source,
    pages: [executionPages({ source, now: Date.now }, { definitions }), actingPages(acted)],
    command: 'asl ui',
    bundle: await pageBundle([ownModule('executions')]),
  });
  const browser = await openBrowser();
  const context = await browser.newContext({ timezoneId: 'Europe/Berlin', viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('dialog', (dialog) => troubles.push(`dialog ${dialog.message()}`));
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== ui.origin) troubles.push(`request to ${request.url()}`);
  });
  await page.goto(ui.address);
  return {
    ui,
    source,
    browser,
    context,
    page,
    troubles,
    definitionFile,
    acted,
    async close() {
      await browser.close();
      await ui.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function actingPages(acted: unknown[]): UiPages {
  return {
    module: ownModule('executions'),
    routes: [],
    acts: [
      {
        name: 'sample',
        check: (input) => input as never,
        describe: () => 'nothing',
        run: async (input) => {
          acted.push(input);
          return null;
        },
      },
    ],
  };
}

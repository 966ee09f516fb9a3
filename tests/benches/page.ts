/**
 * Frames of the page in Chromium: while 10,000 executions are scrolled, and while a definition of 100 states is panned and its states are
 * selected. A frame of 16.7 ms is 60 a second; a task of more than 50 ms is a pause that people notice. Elapsed times depend on what else
 * the computer does, the processor time of the page's main thread hardly. Needs Chromium, or CHROMIUM=path.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { basicPages } from '@document-pipelines/asl/basic-pages';
import { serveUi } from '@document-pipelines/asl/ui';
import type { CDPSession, Page } from 'playwright-core';
import { chromiumPath, openBrowser } from '../../packages/asl/src/ui/page/tests/open-browser';
import { sampleSource } from '../../packages/asl/src/ui/tests/sample-source';
import { type FrameTimes, type Movement, measureFrames } from './measuring/measure-frames';

const states = 100;
const rows = 10_000;

void main();

async function main(): Promise<void> {
  if (chromiumPath === undefined) {
    console.log('skipped: there is no Chromium; install it, or name it with CHROMIUM=…');
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'bench-page-'));
  const file = join(folder, 'hundred.asl.yaml');
  writeFileSync(file, longDefinition());
  const source = await sampleSource(rows);
  const ui = await serveUi({ source, pages: basicPages(source, [folder]), command: 'asl ui' });
  const browser = await openBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    // The loader of this file marks functions with their names; those that run in the page, too.
    await page.addInitScript('globalThis.__name = (named) => named');
    const trace = await page.context().newCDPSession(page);
    // The time of the page's thread alone.
    await trace.send('Performance.enable', { timeDomain: 'threadTicks' });
    await page.goto(ui.address);
    const measured = { page, trace };
    await page.goto(`${ui.origin}/executions`);
    await page.waitForSelector(`table[aria-rowcount="${rows + 1}"]`);
    await report(`${rows} rows, scrolled four rows a frame`, measured, { kind: 'scroll', of: '.rows', pixels: 160 });
    await page.goto(`${ui.origin}/definitions/${encodeURIComponent(file)}?errors=all`);
    await page
      .locator('.graph .g-node')
      .nth(states - 1)
      .waitFor();
    await report(`${states} states, the graph panned`, measured, { kind: 'scroll', of: '.graph', pixels: 40 });
    await report(`${states} states, selected one after the other`, measured, {
      kind: 'press',
      of: '[role="tree"]',
      key: 'ArrowDown',
      times: states,
    });
  } finally {
    await browser.close();
    await ui.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function report(
  name: string,
  measured: { readonly page: Page; readonly trace: CDPSession },
  movement: Movement,
): Promise<void> {
  console.log(`${name.padEnd(44)}${textOf(await measureFrames(measured, movement))}`);
}

function textOf({ frames, milliseconds, processor, pauses }: FrameTimes): string {
  const at = (share: number): string => (milliseconds[Math.floor(share * (milliseconds.length - 1))] ?? 0).toFixed(0);
  const { all, script, style, layout } = processor;
  const parts = [script, style, layout].map((each) => each.toFixed(1)).join(', ');
  const longest = pauses.length === 0 ? '' : `, the longest ${Math.max(...pauses).toFixed(0)} ms`;
  return [
    `${String(frames).padStart(5)} frames`,
    `${at(0.5)} ms, 95 % ${at(0.95)}, longest ${at(1)}`,
    `processor ${all.toFixed(1)} ms (script, style, layout ${parts})`,
    `${pauses.length} tasks above 50 ms${longest}`,
  ].join(' | ');
}

/** Tasks with a catcher each, every tenth behind a Choice. */
function longDefinition(): string {
  const lines = Array.from({ length: states - 2 }, (_, index) => {
    const next = index === states - 3 ? 'Done' : `State${index + 1}`;
    if (index % 10 === 9)
      return `  State${index}: { Type: Choice, Choices: [{ Condition: '{% $states.input.StatusCode > ${index} %}', Next: Done }], Default: ${next} }`;
    return `  State${index}: { Type: Task, Resource: 'arn:aws:states:::lambda:invoke', Arguments: { FunctionName: f${index}, Payload: '{% $states.input %}' }, TimeoutSeconds: 5, Retry: [{ ErrorEquals: [Lambda.TooManyRequestsException], MaxDelaySeconds: 9, JitterStrategy: FULL }], Catch: [{ ErrorEquals: [States.ALL], Next: Broken }], Next: ${next} }`;
  });
  return [
    'QueryLanguage: JSONata',
    'StartAt: State0',
    'States:',
    ...lines,
    '  Done: { Type: Succeed }',
    '  Broken: { Type: Fail }',
    '',
  ].join('\n');
}

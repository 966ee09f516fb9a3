import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { drawDefinition } from '../../../commands/graph/draw-graphs';
import { readEvent, readExecution, runReporter } from '../..';
import { colorSchemes, overflow, seriousFindings, windows } from './axe';
import { describeInBrowser, openBrowser } from './open-browser';

const hostile = '</script><script>document.title = "ran"</script><img src=x onerror="document.title = \'ran\'">';

const definition = {
  Comment: hostile,
  StartAt: 'Send',
  States: {
    Send: {
      Type: 'Task',
      Resource: 'arn:aws:states:::sqs:sendMessage',
      Parameters: { QueueUrl: 'https://sqs.us-east-1.amazonaws.com/123456789012/orders', MessageBody: hostile },
      TimeoutSeconds: 5,
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Report' }],
      Next: 'Both',
    },
    Both: {
      Type: 'Parallel',
      Branches: [{ StartAt: 'Left', States: { Left: { Type: 'Pass', Comment: hostile, End: true } } }],
      End: true,
    },
    Report: { Type: 'Fail', Error: 'Unsent', Cause: hostile },
  },
};

/** An execution whose call fails with a cause that would be markup. */
function report(): string {
  const events: readonly (readonly [string, object])[] = [
    ['ExecutionStarted', { executionStartedEventDetails: { input: JSON.stringify({ text: hostile }) } }],
    ['TaskStateEntered', { stateEnteredEventDetails: { name: 'Send', input: JSON.stringify({ text: hostile }) } }],
    [
      'TaskScheduled',
      { taskScheduledEventDetails: { resourceType: 'sqs', resource: 'sendMessage', parameters: '{}' } },
    ],
    ['TaskFailed', { taskFailedEventDetails: { error: hostile, cause: hostile } }],
    ['TaskStateExited', { stateExitedEventDetails: { name: 'Send', output: JSON.stringify({ text: hostile }) } }],
    ['FailStateEntered', { stateEnteredEventDetails: { name: 'Report', input: '{}' } }],
    ['ExecutionFailed', { executionFailedEventDetails: { error: 'Unsent', cause: hostile } }],
  ];
  const described = {
    ...{ executionArn: 'arn:aws:states:us-east-1:1:execution:orders:e', machine: 'orders', name: 'e' },
    ...{ status: 'FAILED' as const, startedAt: 1_000, stoppedAt: 4_000, error: 'Unsent', cause: hostile },
    definition: JSON.stringify(definition),
  };
  const read = events.map(([type, details], index) =>
    readEvent({ id: index + 1, previousEventId: index, type, timestamp: new Date(1_000 + index * 500), ...details }),
  );
  return runReporter()(readExecution(described, read), 5_000);
}

describeInBrowser('a file that a command writes, opened from disk', () => {
  let folder: string;
  let browser: Browser;
  let page: Page;
  const troubles: string[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ui-files-'));
    const source = join(folder, 'orders.asl.json');
    writeFileSync(source, JSON.stringify(definition));
    writeFileSync(join(folder, 'report.html'), report());
    const settings = { format: 'html', theme: 'auto', direction: 'auto', open: undefined, catch: undefined } as const;
    writeFileSync(join(folder, 'graph.html'), drawDefinition(source, settings));
    browser = await openBrowser();
    page = await browser.newPage();
    page.on('pageerror', (error) => troubles.push(error.message));
    // A violation of the policy is an error of the console, too.
    page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()));
    page.on('dialog', (dialog) => troubles.push(dialog.message()));
    page.on('request', (request) => {
      if (!request.isNavigationRequest()) troubles.push(`request to ${request.url()}`);
    });
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const open = async (name: string): Promise<void> => {
    await page.goto(pathToFileURL(join(folder, name)).href);
    await page.locator('svg').first().waitFor();
  };

  it.each([
    ['report.html', 'FAILED: orders / e'],
    ['graph.html', 'orders'],
  ])('%s requests nothing, breaks no policy, and shows text of others as text', async (name, title) => {
    await open(name);
    const choose = page.getByRole('button', { name: /^Send/ }).first();
    await choose.click();
    await page.getByText('onerror=').first().waitFor();
    expect(await page.locator('img').count()).toBe(0);
    expect([await page.title(), troubles]).toEqual([title, []]);
  });

  it.each(['report.html', 'graph.html'])('%s has no serious finding of axe in any colours and window', async (name) => {
    await open(name);
    for (const folded of await page.locator('summary').all()) await folded.click();
    for (const [width, height] of windows) {
      await page.setViewportSize({ width, height });
      for (const colorScheme of colorSchemes) {
        await page.emulateMedia({ colorScheme });
        const found = { findings: await seriousFindings(page, colorScheme), overflow: await overflow(page) };
        expect({ width, colorScheme, ...found }).toEqual({ width, colorScheme, findings: [], overflow: 0 });
      }
    }
  });
});

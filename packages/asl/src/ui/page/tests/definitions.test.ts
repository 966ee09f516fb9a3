import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { basicPages } from '../../../commands/ui';
import { apiSource, type ServedUi, serveUi } from '../..';
import { colorSchemes, seriousFindings } from './axe';
import { describeInBrowser, openBrowser } from './open-browser';

const definition = `QueryLanguage: JSONata
StartAt: Greet
States:
  Greet:
    Type: Task
    Resource: arn:aws:states:::lambda:invoke
    Arguments: { FunctionName: greet, Payload: '{% $states.input %}' }
    TimeoutSeconds: 5
    Retry:
      - { ErrorEquals: [Lambda.TooManyRequestsException], IntervalSeconds: 10, MaxAttempts: 2, JitterStrategy: FULL, MaxDelaySeconds: 60 }
    Catch:
      - { ErrorEquals: [States.ALL], Next: Silent }
    Assign: { text: '{% $states.result.Payload.text %}' }
    Next: Rest
  Rest: { Type: Wait, Seconds: 150, Next: Finish }
  Finish: { Type: Pass, Output: '{% $text %}', End: true }
  Silent: { Type: Succeed }
`;
const cases = `mocks: { Greet: { return: { Payload: { text: Hello } } } }
cases:
  - name: greets
    input: { name: Ada }
    expect: { output: Hello }
`;

describeInBrowser('definitions in Chromium', () => {
  let folder: string;
  let file: string;
  let ui: ServedUi;
  let browser: Browser;
  let page: Page;
  const problems: string[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ui-definitions-'));
    file = join(folder, 'hello.asl.yaml');
    writeFileSync(file, definition);
    writeFileSync(join(folder, 'hello.cases.yaml'), cases);
    const source = apiSource(async () => ({ stateMachines: [] }), {
      kind: 'local',
      label: 'test',
      region: 'us-east-1',
    });
    ui = await serveUi({ source, pages: basicPages(source, [folder]), command: 'asl ui' });
    browser = await openBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    // The token works once.
    await page.goto(ui.address);
  });
  afterAll(async () => {
    await browser?.close();
    await ui?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    problems.length = 0;
    writeFileSync(file, definition);
  });
  afterEach(() => expect(problems).toEqual([]));

  const open = (query = ''): Promise<unknown> =>
    page.goto(`${ui.origin}/definitions/${encodeURIComponent(file)}${query}`);

  it('lists the definition with its cases and the states that they cover', async () => {
    await page.goto(`${ui.origin}/definitions`);
    await page.getByText('3 of 4 states').waitFor();
    await page.getByRole('grid', { name: 'Definitions' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'hello', level: 1 }).waitFor();
  });

  it('shows a mistake on its state while the file is edited, and keeps the graph while it does not parse', async () => {
    await open();
    await page.locator('.graph [data-path="Rest"]').waitFor();
    writeFileSync(file, definition.replace('Next: Finish', 'Next: Finsh'));
    const mark = page.locator('.graph [data-path="Rest"] .g-finding');
    await mark.waitFor();
    expect(await mark.locator('title').textContent()).toBe(
      ':15 `Next` names `Finsh`, which is not a state of this scope',
    );
    expect(await page.locator('.finding').innerText()).toContain('did you mean Finish?');
    writeFileSync(file, `${definition}  Late: [\n`);
    await page.getByText(/^Line 19:/).waitFor();
    expect(await page.locator('.graph [data-path]').count()).toBeGreaterThan(2);
    writeFileSync(file, definition);
    await page.locator('.banner').waitFor({ state: 'detached' });
    await mark.waitFor({ state: 'detached' });
  });

  it('stops at a breakpoint, and continues with another result, by keyboard', async () => {
    await open('?state=Finish');
    await page.getByRole('tree', { name: 'States' }).focus();
    await page.keyboard.press('b');
    await page.keyboard.press('d');
    await page.getByLabel('Input and mocks of').selectOption('greets');
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'Debug', exact: true }).press('Enter');
    await page.getByText('paused before Greet').waitFor();
    await page.getByLabel('Result of the call').fill('{"Payload": {"text": "Good night"}}');
    await page.keyboard.press('F8');
    await page.getByText('paused before Finish').waitFor();
    await page.getByText('t = +00:02:30 simulated').waitFor();
    expect(JSON.parse(await page.getByLabel('Variables', { exact: true }).inputValue())).toEqual({
      text: 'Good night',
    });
    await page.keyboard.press('F10');
    await page.getByText('ended after 00:02:30 simulated').waitFor();
    await page.getByRole('region', { name: 'output' }).getByText('"Good night"').waitFor();
  });

  it('runs a case, and shows it as any execution', async () => {
    await open('?panel=cases');
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Run' }).click();
    await page.waitForURL(/\/executions\/hello\/run-with-mocks-\d+/);
    await page.locator('.graph [data-path="Finish"].is-ok').waitFor();
  });

  it('tests a state with what a case gives it', async () => {
    await open('?state=Greet&tab=test');
    await page.getByText('As in the case “greets”.').waitFor();
    await page.getByLabel('Or error').fill('Odd');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { name: 'CAUGHT_ERROR → Silent' }).waitFor();
  });

  it('has the role of a state and of the whole to copy, and the prices of asl cost', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await open('?state=Greet');
    await page.getByRole('tab', { name: 'Role 1' }).click();
    await page.getByText('Greet calls lambda:invoke').waitFor();
    await page.getByRole('button', { name: 'Copy the policy' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    const policy = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
    expect(policy.Statement[0].Action).toEqual(['lambda:InvokeFunction']);
    await page.getByRole('tab', { name: 'Cost' }).click();
    // Greet is entered once: 0.025 of 0.100 for its transitions, and the price of its function.
    await page.locator('.priced').getByText('Standard $').waitFor();
    expect(await page.locator('.priced dd').allInnerTexts()).toEqual(['1', '1', '0.0250', expect.any(String)]);
    for (const panel of ['role', 'cost']) {
      await open(`?panel=${panel}`);
      await page.locator('.statement, .priced').first().waitFor();
      for (const colorScheme of colorSchemes) {
        await page.emulateMedia({ colorScheme });
        expect({ panel, findings: await seriousFindings(page, colorScheme) }).toEqual({ panel, findings: [] });
      }
    }
  });
});

import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { pageBundle } from '../..';
import { ownModules } from '../../own-module';
import { colorSchemes, overflow, seriousFindings, windows } from './axe';
import { describeInBrowser } from './open-browser';
import { type ServedSample, serveSample } from './served-sample';

const kibibyte = 1_024;

it('is at most 60 KiB of script and 10 KiB of style, compressed', async () => {
  const { script, style } = await pageBundle(ownModules);
  const sizes = [script, style].map((text) => gzipSync(text, { level: 9 }).length);
  expect(sizes[0]).toBeLessThan(60 * kibibyte);
  expect(sizes[1]).toBeLessThan(10 * kibibyte);
});

describeInBrowser('the executions in a browser', () => {
  let sample: ServedSample;
  const { PAGE_SCREENSHOTS: screenshots } = process.env;

  beforeAll(async () => {
    sample = await serveSample(10_000);
  });
  afterAll(async () => {
    expect(sample?.troubles ?? []).toEqual([]);
    await sample?.close();
  });

  const open = async (path: string): Promise<void> => {
    await sample.page.goto(sample.ui.origin + path);
    await sample.page.waitForSelector('[role="grid"], [role="tree"], .state-panel');
  };
  const current = () => sample.page.locator('[role="grid"] tr.current');
  const focused = () => sample.page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  const scrolled = () => sample.page.locator('.rows').evaluate((rows) => rows.scrollTop);

  it('show why one failed without a click, its stack after one and its log after two', async () => {
    const { page } = sample;
    await open('/executions?status=FAILED');
    const row = page.locator('[role="grid"] tr').filter({ hasText: 'order-100000' });
    await row.getByText('the card network did not answer within 10 s').waitFor();
    expect(await row.innerText()).toMatch(/Failed[\s\S]*ChargeCard\s+PaymentService\.Unavailable/);

    await row.click();
    await page.locator('.stack .own').waitFor();
    expect(await page.locator('.stack .own').innerText()).toContain('call-network.ts:41:13');
    expect(await page.locator('.execution-header').innerText()).toContain('attempt 4 of 4');
    expect(await page.locator('[role="treeitem"][aria-selected="true"]').innerText()).toContain('ChargeCard');

    await page.getByRole('tab', { name: 'Log' }).click();
    await page.locator('.log').getByText('the card network did not answer').waitFor();
  });

  it('keep 10,000 rows of which only those in view exist', async () => {
    const { page } = sample;
    await open('/executions');
    await page.waitForSelector('table[aria-rowcount="10001"]');
    await page.locator('[role="grid"]').focus();
    await page.keyboard.press('End');
    await page.locator('tr.current').getByText('order-90001').waitFor();
    expect(await page.locator('[role="grid"] tbody tr').count()).toBeLessThan(60);
    expect(await current().getAttribute('aria-rowindex')).toBe('10001');
    await page.keyboard.press('Home');
    await page.locator('tr.current').getByText('order-100000').waitFor();
  });

  it('are moved in and opened by keyboard; Back returns to the same row', async () => {
    const { page } = sample;
    await open('/executions');
    await page.locator('[role="grid"]').focus();
    for (let row = 0; row < 3; row += 1) await page.keyboard.press('PageDown');
    const name = await current().locator('.name').innerText();
    const top = await scrolled();
    await page.keyboard.press('Enter');
    await page.waitForSelector('[role="tree"]');
    expect(page.url()).toContain(`/executions/orders`);
    await page.goBack();
    await page.locator('tr.current').getByText(name).waitFor();
    expect([await scrolled(), top > 0]).toEqual([top, true]);
  });

  it('are filtered in the address, and an empty list says why', async () => {
    const { page } = sample;
    await open('/executions');
    await page.keyboard.press('/');
    await page.keyboard.type('labelerror');
    await page.waitForURL(/q=labelerror/);
    await page.locator('tr').getByText('PrintLabel').first().waitFor();
    await page.keyboard.type('nothing like it');
    await page.getByText('0 of 10,000 match').waitFor();
    await page.getByText('Remove the filters').click();
    await page.waitForSelector('table[aria-rowcount="10001"]');
  });

  it('that start wait above the list: focus, row and scroll position stay', async () => {
    const { page, source } = sample;
    await open('/executions');
    await page.locator('[role="grid"]').focus();
    for (let row = 0; row < 2; row += 1) await page.keyboard.press('PageDown');
    const before = [await focused(), await current().locator('.name').innerText(), await scrolled()];
    source.start('order-new');
    await page.getByRole('button', { name: '1 new' }).waitFor();
    expect([await focused(), await current().locator('.name').innerText(), await scrolled()]).toEqual(before);

    await page.keyboard.press('Home');
    await page.keyboard.press('r');
    const row = page.locator('tr').filter({ hasText: 'order-new' });
    await row.getByText('Running').waitFor();
    source.finish('order-new');
    await row.getByText('Succeeded').waitFor();
    expect(await focused()).toBe('Executions');
  });

  it('have an outline, failures and views by keyboard, and a list of the keys', async () => {
    const { page } = sample;
    await open('/executions/orders/order-99994');
    const selected = () => page.locator('[role="treeitem"][aria-selected="true"] .label').innerText();
    await page.waitForSelector('[role="treeitem"][aria-selected="true"]');
    expect(await selected()).toBe('PrintLabel');
    expect(await page.locator('.items input').first().inputValue()).toBe('17');
    await page.keyboard.press('n');
    await page.locator('h2').getByText('Failed', { exact: true }).waitFor();
    await page.locator('[role="tree"]').focus();
    await page.keyboard.press('Home');
    await page.locator('h2').getByText('CheckOrder').waitFor();
    await page.keyboard.press('2');
    await page.waitForSelector('.timeline');
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('the next or previous failure').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await page.waitForURL(/executions$/);
  });

  const acts = () => sample.page.getByRole('group', { name: 'This execution' });
  const dialog = () => sample.page.getByRole('dialog');

  it('are stopped with an error and a cause, and redriven, by keyboard', async () => {
    const { page, source } = sample;
    source.start('order-held');
    await open('/executions/orders/order-held');
    await acts().getByRole('button', { name: 'Stop…' }).press('Enter');
    await page.keyboard.type('Enough');
    await page.keyboard.press('Tab');
    await page.keyboard.type('the order was cancelled');
    await page.keyboard.press('Enter');
    await page.locator('.execution-header .status').getByText('Aborted').waitFor();
    await page.locator('.failure-line').getByText('the order was cancelled').waitFor();
    await acts().getByRole('button', { name: 'Redrive' }).press('Enter');
    await acts().getByText('Continues from the state that failed').waitFor();
    await page.locator('.execution-header .status').getByText('Running').waitFor();
  });

  it('are run again with an input that is checked as it is typed, by keyboard', async () => {
    const { page, source } = sample;
    await open('/executions/orders/order-99998');
    await acts().getByRole('button', { name: 'Run again…' }).waitFor();
    await page.keyboard.press('r');
    const [field, run] = [dialog().getByLabel('Input'), dialog().getByRole('button', { name: 'Run', exact: true })];
    await dialog().getByText('as in the execution').waitFor();
    expect(JSON.parse(await field.inputValue())).toEqual({ orderId: 'A-1042' });
    await dialog().getByLabel('Name').fill('order-again');
    await field.fill('{"orderId": ');
    await dialog()
      .getByText(/Unexpected end of JSON/)
      .waitFor();
    expect(await run.isDisabled()).toBe(true);
    await field.fill('{"orderId": "B-1"}');
    await run.press('Enter');
    await dialog().getByRole('link', { name: 'order-again' }).press('Enter');
    await page.waitForURL(/executions\/orders\/order-again$/);
    expect((await source.describe('arn:aws:states:us-east-1:123456789012:execution:orders:order-again')).input).toBe(
      '{"orderId":"B-1"}',
    );
  });

  it('are copied as cases, and added to those of their definition, by keyboard', async () => {
    const { page, context, definitionFile } = sample;
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: sample.ui.origin });
    await open('/executions/orders/order-99994');
    await page.keyboard.press('c');
    await dialog().getByRole('region', { name: 'case' }).getByText('Copied from order-99994').waitFor();
    await dialog().getByRole('button', { name: 'Copy', exact: true }).press('Enter');
    await dialog().getByText('Copied', { exact: true }).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain('  - name: as order-99994\n');
    await dialog().getByRole('button', { name: 'Add to orders.cases.yaml' }).press('Enter');
    await dialog().getByText('Added as “as order-99994”').waitFor();
    expect(readFileSync(definitionFile.replace('.asl.json', '.cases.yaml'), 'utf8')).toBe(`cases:\n${copied}`);
    await page.keyboard.press('Escape');
  });

  it('cannot be changed where nothing runs: the page says what makes it possible', async () => {
    const { source } = sample;
    source.isOpen = false;
    await open('/executions/orders/order-100000');
    await acts().getByText('npx asl local serve --env dev --state .local/dev').waitFor();
    const off = ['Redrive', 'Run again…'].map((name) => acts().getByRole('button', { name }).isDisabled());
    expect(await Promise.all(off)).toEqual([true, true]);
    expect(await acts().getByRole('button', { name: 'Copy as case' }).isDisabled()).toBe(false);
    source.isOpen = true;
  });

  it('have dialogs without a serious finding of axe in any colours', async () => {
    const { page, source } = sample;
    source.start('order-open');
    for (const [key, button] of [
      ['r', 'Run'],
      ['c', 'Copy'],
      ['', 'Stop'],
    ] as const) {
      await open('/executions/orders/order-open');
      await acts().getByRole('button', { name: 'Run again…' }).waitFor();
      if (key === '') await acts().getByRole('button', { name: 'Stop…' }).press('Enter');
      else await page.keyboard.press(key);
      await dialog().getByRole('button', { name: button, exact: true }).waitFor();
      for (const colorScheme of colorSchemes) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        const found = { button, colorScheme, findings: await seriousFindings(page, colorScheme) };
        expect(found).toEqual({ button, colorScheme, findings: [] });
        await takeScreenshot(`execution-${button}-${colorScheme}`);
      }
    }
  });

  it('show text of documents and functions as text only', async () => {
    await open('/executions/orders/order-99994');
    await sample.page.locator('.error-reason').getByText('<script>alert("not code")</script>').waitFor();
    expect(sample.troubles).toEqual([]);
  });

  const detail = '/executions/orders/order-99994';
  const laptop = windows.filter(([width]) => width === 1_280);

  it.each([
    ['/executions', windows],
    [detail, windows],
    [`${detail}?view=timeline&tab=call`, laptop],
    [`${detail}?view=events&tab=variables`, laptop],
    [`${detail}?view=data&tab=log`, laptop],
  ])('have no serious finding of axe at %s in any colours and window', async (path, sizes) => {
    const { page } = sample;
    for (const [index, [width, height]] of sizes.entries()) {
      await page.setViewportSize({ width, height });
      if (index === 0) await open(path);
      await page.locator('.state-title, .rows tr.current, .event-table, .timeline-row').first().waitFor();
      for (const colorScheme of colorSchemes) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        const found = { findings: await seriousFindings(page, colorScheme), overflow: await overflow(page) };
        expect({ width, colorScheme, ...found }).toEqual({ width, colorScheme, findings: [], overflow: 0 });
        await takeScreenshot(
          `${path === '/executions' ? 'executions' : 'execution'}${path.split('?')[1] ?? ''}-${width}-${colorScheme}`,
        );
      }
    }
  });

  /** PAGE_SCREENSHOTS=docs/pictures npx jest packages/asl/src/ui/page writes them. */
  async function takeScreenshot(name: string): Promise<void> {
    if (screenshots === undefined) return;
    mkdirSync(screenshots, { recursive: true });
    await sample.page.screenshot({ path: join(screenshots, `${name.replaceAll(/[^\w-]/g, '-')}.png`) });
  }
});

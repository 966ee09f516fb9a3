import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { colorSchemes, overflow, seriousFindings, windows } from '../../packages/asl/src/ui/page/tests/axe';
import { describeInBrowser, openBrowser } from '../../packages/asl/src/ui/page/tests/open-browser';
import { hostile, idOf, type ServedReviews, serveReviews } from './served-reviews';

const many = 10_000;

describeInBrowser('the inbox of reviews in a browser', () => {
  const { PAGE_SCREENSHOTS: screenshots } = process.env;
  const troubles: string[] = [];
  let served: ServedReviews;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    served = await serveReviews(many);
    browser = await openBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(20_000);
    page.on('pageerror', (error) => troubles.push(error.message));
    page.on('console', (message) => {
      if (/Content Security Policy|Trusted Type/i.test(message.text())) troubles.push(message.text());
    });
    page.on('dialog', (dialog) => troubles.push(`dialog ${dialog.message()}`));
    page.on('request', (request) => {
      if (new URL(request.url()).origin !== served.ui.origin) troubles.push(`request to ${request.url()}`);
    });
    await page.goto(served.ui.address);
    await page.goto(`${served.ui.origin}/reviews`);
  });
  afterAll(async () => {
    await browser?.close();
    await served?.ui.close();
    expect(troubles).toEqual([]);
  });

  const approve = () => page.getByRole('button', { name: 'Approve' });
  const selected = (index: number): string => `#queue-${idOf(index)}[aria-selected="true"]`;
  const open = (index: number) => page.locator(selected(index)).waitFor();
  /** The review is open, and its checks pass. */
  const ready = (index: number) =>
    page.locator(`.reviews-body:has(${selected(index)}) .review-buttons .primary:enabled`).waitFor();
  const said = (text: string | RegExp) => page.locator('.said').getByText(text).waitFor();

  it('shows the page and its words beside the fields, and text of the document as text', async () => {
    const image = page.locator('.paper img');
    await image.waitFor();
    await page.locator('.words[d*="M"]').waitFor({ state: 'attached' });
    await page.locator('.drawing').waitFor({ state: 'detached' });
    expect(await image.evaluate((element) => (element as unknown as { naturalWidth: number }).naturalWidth)).toBe(1191);
    expect(await page.getByLabel('supplierName').inputValue()).toBe(hostile);
    await page.locator('.reasons').getByText(hostile).waitFor();
    expect(await page.locator('img[src="x"]').count()).toBe(0);
    await page.getByLabel('tax', { exact: true }).focus();
    await page.locator('.marked').first().waitFor({ state: 'attached' });
  });

  it('has every review in the queue, of which those in view exist', async () => {
    await page.getByText('10,000 of 10,000 reviews left').waitFor();
    await page.getByRole('listbox', { name: 'Queue' }).focus();
    await page.keyboard.press('End');
    await open(many - 1);
    expect(await page.locator(selected(many - 1)).getAttribute('aria-setsize')).toBe('10000');
    expect(await page.getByRole('option').count()).toBeLessThan(60);
    // Its document cannot be read: the page says why, and the fields can be decided.
    await page.locator('.page-image').getByText('the bytes are not those of a PDF').waitFor();
    await page.keyboard.press('Home');
    await open(0);
  });

  it.each(windows)('has no serious finding of axe at %d px in any colours', async (width, height) => {
    await page.setViewportSize({ width, height });
    await page.locator('.checks .bad-text').first().waitFor();
    await page.keyboard.press('x');
    await page.getByLabel('Why is it rejected?').waitFor();
    for (const colorScheme of colorSchemes) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const found = { findings: await seriousFindings(page, colorScheme), overflow: await overflow(page) };
      expect({ colorScheme, ...found }).toEqual({ colorScheme, findings: [], overflow: 0 });
      if (screenshots === undefined) continue;
      mkdirSync(screenshots, { recursive: true });
      await page.screenshot({ path: join(screenshots, `reviews-${width}-${colorScheme}.png`) });
    }
    await page.keyboard.press('Escape');
    await page.locator('[aria-label="Fields"]:focus').waitFor();
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  it('keeps Approve off while a check fails, reads a correction as it is typed and sends it', async () => {
    await page.locator('.checks .bad-text').first().waitFor();
    expect(await approve().isDisabled()).toBe(true);
    await page.keyboard.press('Control+Enter');
    expect(served.statusOf(0)).toBe('WAITING');
    const total = page.getByRole('textbox', { name: 'total', exact: true });
    await total.fill('1,941.60');
    await page.getByText('reads as 1941.60').waitFor();
    expect(await page.locator(`#${await total.getAttribute('aria-describedby')}`).innerText()).toContain('was 2041.60');
    await page.getByText('All checks pass').waitFor();
    await page.keyboard.press('Control+Enter');
    await said(/00000-<img .* is corrected.* Next: 00001-/);
    expect(served.statusOf(0)).toBe('DECIDED');
    // The field that had the focus is gone.
    await open(1);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Queue');
    await page.getByText('9,999 of 9,999 reviews left').waitFor();
  });

  it('names an invoice that came before, as the decision would', async () => {
    await ready(1);
    const field = (name: string) => page.getByRole('textbox', { name, exact: true });
    await field('invoiceNumber').fill('WS-1001');
    await page.locator('.checks').getByText('has the same number WS-1001').waitFor();
    expect(await page.getByRole('button', { name: 'Send correction' }).isDisabled()).toBe(true);
    await field('invoiceNumber').fill('WS-1002');
    await ready(1);
  });

  it('shows the next review after the answer only, and decides once until then', async () => {
    const before = served.audited.length;
    const release = served.holdDecisions();
    await page.keyboard.press('Control+Enter');
    await page.locator('.review-buttons .primary:disabled').waitFor();
    await page.keyboard.press('Control+Enter');
    expect(await page.locator(selected(1)).count()).toBe(1);
    release();
    await ready(2);
    expect(served.audited.slice(before)).toEqual([
      `review approve ${idOf(1)} begun`,
      `review approve ${idOf(1)} ended`,
    ]);
  });

  it('says who was first, and goes on', async () => {
    await served.decideElsewhere(2);
    await page.keyboard.press('Control+Enter');
    await said(/user\/other was first \(reject.*That decision stands/);
    await open(3);
  });

  it('keeps what is looked at when another person decides it', async () => {
    await page.getByRole('textbox', { name: 'tax', exact: true }).fill('1');
    await served.decideElsewhere(3);
    await page.locator('.ended').getByText('user/other was first (reject').waitFor();
    expect(await page.getByRole('textbox', { name: 'tax', exact: true }).inputValue()).toBe('1');
    await page.keyboard.press('Escape');
    await page.keyboard.press('s');
    await ready(4);
  });

  it('approves 50 by keyboard: each once, none by a key that is still held', async () => {
    const before = served.audited.length;
    for (let index = 4; index < 54; index += 1) {
      await ready(index);
      if (index % 10 !== 4) {
        await page.keyboard.press('Control+Enter');
        continue;
      }
      await page.keyboard.down('Control');
      await page.keyboard.down('Enter');
      await ready(index + 1);
      // Held, it repeats: the next one could be approved by now.
      await page.keyboard.down('Enter');
      await page.keyboard.up('Enter');
      await page.keyboard.up('Control');
      expect(await approve().isEnabled()).toBe(true);
    }
    await ready(54);
    expect(served.audited.slice(before)).toEqual(
      Array.from({ length: 50 }, (_, at) => idOf(at + 4)).flatMap((id) => [
        `review approve ${id} begun`,
        `review approve ${id} ended`,
      ]),
    );
    expect([53, 54].map(served.statusOf)).toEqual(['DECIDED', 'WAITING']);
  });

  it('is read-only on an account, and confirms each decision with --write', async () => {
    const [readOnly, writing] = [
      await serveReviews(2, { kind: 'aws' }),
      await serveReviews(2, { kind: 'aws', allowsWrites: true }),
    ];
    const account = await browser.newPage();
    await account.goto(readOnly.ui.address);
    await account.goto(`${readOnly.ui.origin}/reviews?id=${idOf(1)}`);
    await account.getByText('npx pipelines review show').waitFor();
    expect(await account.getByRole('textbox', { name: 'total', exact: true }).isEditable()).toBe(false);
    expect(await account.locator('.review-buttons').count()).toBe(0);
    await readOnly.ui.close();

    await account.goto(writing.ui.address);
    await account.goto(`${writing.ui.origin}/reviews?id=${idOf(1)}`);
    await account.locator('.review-buttons .primary:enabled').waitFor();
    await account.keyboard.press('Control+Enter');
    await account
      .getByRole('alert')
      .getByText(`approve ${idOf(1)}`)
      .waitFor();
    expect(writing.statusOf(1)).toBe('WAITING');
    await account.keyboard.press('Control+Enter');
    await account.locator('.said').getByText('is approved').waitFor();
    expect(writing.statusOf(1)).toBe('DECIDED');
    await account.close();
    await writing.ui.close();
  });

  it('says of an address what became of its review', async () => {
    await page.goto(`${served.ui.origin}/reviews?id=${idOf(2)}`);
    await page.locator('.ended').getByText('user/other was first (reject').waitFor();
    await page.goto(`${served.ui.origin}/reviews?id=..%2f%00%3Cimg%3E`);
    await page.getByText('there is no review ../').waitFor();
    await page.goto(`${served.ui.origin}/reviews?id=${idOf(54)}`);
    await ready(54);
  });

  it('can be read in forced colours', async () => {
    await page.emulateMedia({ forcedColors: 'active' });
    const outline = (index: number) =>
      page.locator(`#queue-${idOf(index)}`).evaluate((row) => getComputedStyle(row).outlineStyle);
    expect([await outline(54), await outline(55)]).toEqual(['solid', 'none']);
    await page.emulateMedia({ forcedColors: 'none' });
  });

  it('says that the server has ended, and to open the address of the next', async () => {
    const { port } = new URL(served.ui.origin);
    await served.ui.close();
    await page.locator('.connection.lost').waitFor();
    await page.keyboard.press('Control+Enter');
    await page.locator('.review-form').getByText('the server does not answer').waitFor();
    expect(await page.locator(selected(54)).count()).toBe(1);
    served = await serveReviews(2, { port: Number(port) });
    await page.getByText('this browser has no session: open the address that the command printed').first().waitFor();
  });
});

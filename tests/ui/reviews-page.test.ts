import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { describeInBrowser, openBrowser } from '../../packages/asl/src/ui/page/tests/open-browser';
import { hostile, idOf, type ServedReviews, serveReviews } from './served-reviews';

describeInBrowser('the inbox of reviews in a browser', () => {
  const { PAGE_SCREENSHOTS: screenshots } = process.env;
  const troubles: string[] = [];
  let served: ServedReviews;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    served = await serveReviews(53);
    browser = await openBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(20_000);
    page.on('pageerror', (error) => troubles.push(error.message));
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
  const left = (count: number) => page.getByText(`${count} of ${count} reviews left`).waitFor();

  it('shows the page and its words beside the fields, and text of the document as text', async () => {
    await page.locator('.paper img').waitFor();
    await page.locator('.word').first().waitFor({ state: 'attached' });
    expect(
      await page
        .locator('.paper img')
        .evaluate((image) => (image as unknown as { readonly naturalWidth: number }).naturalWidth),
    ).toBe(1191);
    expect(await page.getByLabel('supplierName').inputValue()).toBe(hostile);
    await page.locator('.reasons').getByText(hostile).waitFor();
    expect(await page.locator('img[src="x"]').count()).toBe(0);
    await page.getByLabel('tax', { exact: true }).focus();
    await page.locator('.word.marked').first().waitFor({ state: 'attached' });
    if (screenshots === undefined) return;
    mkdirSync(screenshots, { recursive: true });
    for (const colorScheme of ['light', 'dark'] as const)
      for (const width of [360, 1280, 1920]) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 800 });
        await page.screenshot({ path: join(screenshots, `reviews-${width}-${colorScheme}.png`) });
      }
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  it('keeps Approve off while a check fails, reads a correction as it is typed and sends it', async () => {
    await page.locator('.checks .bad-text').first().waitFor();
    expect(await approve().isDisabled()).toBe(true);
    await page.keyboard.press('Control+Enter');
    expect(served.statusOf(0)).toBe('WAITING');
    await page.getByLabel('total', { exact: true }).fill('1,941.60');
    await page.getByText('reads as 1941.60').waitFor();
    await page.getByText('All checks pass').waitFor();
    await page.keyboard.press('Control+Enter');
    await left(52);
    expect(served.statusOf(0)).toBe('DECIDED');
  });

  it('says who was first', async () => {
    await served.decideElsewhere(1);
    await page.getByText('All checks pass').waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByText(/user\/other was first \(reject/).waitFor();
  });

  it('approves 50 by keyboard, one for a press', async () => {
    const before = served.audited.length;
    for (let index = 2; index < 52; index += 1) {
      await page.locator(`#queue-${idOf(index)}[aria-selected="true"]`).waitFor();
      await page.locator('.review-buttons .primary:enabled').waitFor();
      await page.keyboard.down('Control');
      await page.keyboard.down('Enter');
      // Held, it repeats.
      await page.keyboard.down('Enter');
      await page.keyboard.up('Enter');
      await page.keyboard.up('Control');
      await page.locator(`#queue-${idOf(index + 1)}[aria-selected="true"]`).waitFor();
    }
    expect(served.audited.length - before).toBe(100);
    expect(Array.from({ length: 50 }, (_, index) => served.statusOf(index + 2))).toEqual(
      Array.from({ length: 50 }, () => 'DECIDED'),
    );
    expect(served.statusOf(52)).toBe('WAITING');
  }, 60_000);
});

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { batchLines } from '../../operations/batch/commands/batch-text';
import { followBatch } from '../../operations/batch/run/follow-batch';
import { endedBatch } from '../../operations/batch/run/run-to-end';
import { readDeadLetters } from '../../operations/ledger/evidence/dead-letters';
import type { BatchList, ShownBatch, ShownResume } from '../../operations/ui/batches/batch-model';
import { overflow, seriousFindings } from '../../packages/asl/src/ui/page/tests/axe';
import { describeInBrowser, openBrowser } from '../../packages/asl/src/ui/page/tests/open-browser';
import type { OpenedLedger } from '../ledger/opened-ledger';
import { type BatchWorld, quietConsole } from './batch-world';
import { hostile, pagesOfBatches, type ServedBatches, serveBatches } from './served-batches';

/** A running environment. */
export interface Opened {
  readonly ledger: OpenedLedger;
  readonly world: BatchWorld;
}

const name = 'shown';
const key = (file: string): string => `batch/${name}/${file}`;

/** Describes the pages of the batches of a running environment, in which the batches `first` and `refused` have run. */
export function describePages(opened: () => Opened): void {
  describe('the pages of batches', () => {
    let refused: string;
    let ledger: OpenedLedger;
    let world: BatchWorld;

    const route = <Answer>(path: string, query: Readonly<Record<string, string>> = {}): Promise<Answer> => {
      const found = pagesOfBatches(ledger.account).routes.find((each) => each.path === path);
      return found!.answer(new URLSearchParams(query), new AbortController().signal) as Promise<Answer>;
    };
    const resumeAct = () => pagesOfBatches(ledger.account).acts!.find((act) => act.name === 'batches/resume')!;

    beforeAll(async () => {
      ({ ledger, world } = opened());
      for (const file of ['one.pdf', 'two.pdf', 'three.pdf']) await world.putAt(key(file), 'invoice.pdf');
      refused = await world.putAt(key('refused.pdf'), 'invoice.pdf');
      await world.putAt(key('review.pdf'), 'wrong-sums.pdf');
      world.refuseToRead(refused);
      const rows = ['one.pdf', 'two.pdf', 'three.pdf', 'refused.pdf', 'review.pdf', 'absent.pdf'].map(key);
      await world.runCsv(name, ['key', ...rows, ''].join('\n'));
      ledger.fault = undefined;
    });

    it('have what `batch show` prints, and its price', async () => {
      const shown = await route<ShownBatch>('batch', { id: name });
      const ended = await endedBatch(ledger.account, name, shown.executionArn);
      const lines = batchLines(ended, ledger.account.commands);

      for (const { count, name: outcome, now } of shown.counts)
        expect(lines).toContain(`  ${String(count).padStart(7)}  ${outcome}${now === undefined ? '' : `, now ${now}`}`);
      expect(shown).toMatchObject({
        status: 'SUCCEEDED',
        counts: [
          { name: 'STORED', count: 3 },
          { name: 'HANDED_OVER', count: 1, now: '1 IN_REVIEW' },
          { name: 'FAILED', count: 1 },
        ],
        failed: {
          count: 1,
          first: [{ key: key('refused.pdf'), text: expect.stringContaining('a fault of the test') }],
        },
        badRows: { count: 1 },
        isResumable: true,
        price: { isWhole: true, isCounted: true },
      });
      expect(lines).toContain(`  ${shown.failed.first[0]!.key}  ${shown.failed.first[0]!.text}`);
      expect(shown.failed.first[0]!.executionArn).toContain(':dev-document-pipeline:');
      const [stepFunctions] = shown.price!.parts;
      expect(stepFunctions!.soFar).toBe(ended.record.summary!.price.stepFunctions);
    });

    it('list the batches as `batch list` does, the newest first', async () => {
      const { batches } = await route<BatchList>('batches');

      expect(batches[0]).toMatchObject({ batchId: name, documents: 5, status: 'SUCCEEDED' });
      expect(batches.map(({ batchId }) => batchId)).toEqual(expect.arrayContaining(['first', 'first-r1', 'refused']));
      expect(batches.find(({ batchId }) => batchId === 'refused')?.failure).toContain(
        'ExceedToleratedFailureThreshold',
      );
      await expect(route('batch', { id: '../first' })).rejects.toThrow('there is no batch ../first');
    });

    it('start exactly what was shown, once, audited as the command', async () => {
      const { input } = await route<ShownResume>('batch/resume', { id: name });
      expect(input).toEqual({
        resumes: name,
        batchId: `${name}-r1`,
        documents: [{ documentId: refused, key: key('refused.pdf') }],
      });
      const act = resumeAct();
      expect(act.describe(act.check(input))).toBe(
        `Start the batch ${name}-r1 of 1 document(s) that ${name} has left: ${key('refused.pdf')}. Their dead letters are removed when it has ended`,
      );
      const other = { ...input, documents: [...input.documents, { documentId: 'x', key: 'y' }] };
      await expect(act.run(act.check(other))).rejects.toThrow('what can be resumed has changed meanwhile');
      await expect(route('batch', { id: `${name}-r1` })).rejects.toThrow('there is no batch');

      const { executionArn } = (await act.run(act.check(input))) as { readonly executionArn: string };
      await expect(act.run(act.check(input))).rejects.toThrow('what can be resumed has changed meanwhile');
      await followBatch({ account: ledger.account, executionArn, timeoutSeconds: 60, console: quietConsole([]) });
      expect(await world.status(refused)).toBe('STORED');
      while ((await readDeadLetters(ledger.account)).length > 0) await delay(200);
      const { Contents: records } = await ledger.call('s3', 'ListObjectsV2', {
        Bucket: ledger.account.names.resultsBucketName,
        Prefix: 'audit/',
      });
      expect(JSON.stringify(records)).toMatch(/-batch-resume-\w+\.begun\.json/);
    });
  });
}

/** Describes the same pages, and those of evaluations, in a browser. Follows {@link describePages}. */
export function describePagesInBrowser(opened: () => Opened): void {
  describeInBrowser('the pages of batches and evaluations in a browser', () => {
    let served: ServedBatches;
    let browser: Browser;
    let page: Page;
    const troubles: string[] = [];

    beforeAll(async () => {
      served = await serveBatches(opened().ledger.account);
      browser = await openBrowser();
      page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      page.setDefaultTimeout(20_000);
      page.on('pageerror', (error) => troubles.push(error.message));
      page.on('dialog', (dialog) => troubles.push(`dialog ${dialog.message()}`));
      await page.goto(served.ui.address);
    });
    afterAll(async () => {
      await browser?.close();
      await served?.close();
      expect(troubles).toEqual([]);
    });

    it('lead from the list to the failed document and to what can be resumed', async () => {
      await page.goto(`${served.ui.origin}/batches`);
      await page.locator('tr').filter({ hasText: 'shown' }).getByText('3 stored').last().waitFor();
      await page.getByRole('link', { name: name, exact: true }).click();
      await page.getByRole('link', { name: key('refused.pdf') }).waitFor();
      await page.keyboard.press('r');
      await page.getByText('Nothing can be resumed').waitFor();
      await page.getByText('it has been stored meanwhile').waitFor();
      await page.keyboard.press('Escape');
      await page.waitForURL(/batches$/);
    });

    it('show an evaluation with its values as text, and compare it with another', async () => {
      await page.goto(`${served.ui.origin}/evaluations`);
      await page.locator('tr.current').getByText('stored without review and wrong: 1 of 1').waitFor();
      await page.locator('[role="grid"]').focus();
      await page.keyboard.press('Enter');
      await page.getByRole('cell', { name: hostile }).waitFor();
      await page.getByLabel('Compare with').selectOption({ index: 1 });
      await page.getByText('worse than the baseline').waitFor();
      await page.getByText('✕ 1 lost: a.pdf').waitFor();
      expect(page.url()).toMatch(/against=20260101T/);
    });

    // The widths differ in the layout, the colours in contrast alone.
    it.each([
      ['light', 360],
      ['light', 1_280],
      ['dark', 1_280],
    ] as const)('have no serious finding of axe in %s colours at %d px', async (colorScheme, width) => {
      const { PAGE_SCREENSHOTS: screenshots } = process.env;
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 800 });
      await page.goto(`${served.ui.origin}/evaluations`);
      await page.locator('tr.current a').waitFor();
      const evaluation = await page.locator('tr.current a').getAttribute('href');
      for (const path of ['/batches', `/batches/${name}`, '/evaluations', evaluation!]) {
        await page.goto(served.ui.origin + path);
        await page.locator('tr.current, .report section').first().waitFor();
        const findings = await seriousFindings(page, colorScheme);
        expect({ path, findings, wider: await overflow(page) }).toEqual({ path, findings: [], wider: 0 });
        if (screenshots === undefined) continue;
        mkdirSync(screenshots, { recursive: true });
        const file = path
          .split('/')
          .slice(1, 3)
          .join('-')
          .replace(/-2026.*/, '-one');
        await page.screenshot({ path: join(screenshots, `${file}-${width}-${colorScheme}.png`) });
      }
    });
  });
}

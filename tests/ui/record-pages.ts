import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { executionPages, pageBundle, type ServedUi, serveUi, type UiPages } from '@document-pipelines/asl/ui';
import type { Browser, Page } from 'playwright-core';
import { audited } from '../../operations/changes';
import { redrive } from '../../operations/ledger/redrive/redrive';
import { accountSource } from '../../operations/ui/account-source';
import { deadLetterPages } from '../../operations/ui/dead-letters/dead-letter-pages';
import { KnownNames } from '../../operations/ui/known-names';
import { ledgerPages } from '../../operations/ui/ledger/ledger-pages';
import { overflow, seriousFindings } from '../../packages/asl/src/ui/page/tests/axe';
import { describeInBrowser, openBrowser } from '../../packages/asl/src/ui/page/tests/open-browser';
import type { OpenedLedger } from '../ledger/opened-ledger';

const hostile = '<img src=x onerror=alert(1)>';
const denied = 'BedrockRuntime.AccessDeniedException';

/** The pages of dead letters and of the ledger, on an environment that another suite has started: it is to have neither letter nor gap. */
export function describeRecordPages(opened: () => OpenedLedger): void {
  let ledger: OpenedLedger;
  let pages: readonly UiPages[];
  let failed: string;
  let lost: string;
  const root = mkdtempSync(join(tmpdir(), 'record-pages-'));

  beforeAll(async () => {
    ledger = opened();
    failed = await ledger.putRefused('letter-a.pdf', 'bedrock', 'Converse');
    lost = await ledger.putRefused('letter-b.pdf', 'bedrock', 'Converse');
    const executionArn = 'arn:aws:states:us-east-1:123456789012:execution:dev-train-model:nightly';
    const letter = { executionArn, state: 'Train', Error: 'Training.Failed', Cause: `${hostile}\nmore`, input: {} };
    const MessageBody = JSON.stringify(letter);
    await ledger.call('sqs', 'SendMessage', { QueueUrl: ledger.account.names.deadLetterQueueUrl, MessageBody });
    // The assumptions of prices, and a cache of its own.
    copyFileSync(join(__dirname, '..', '..', 'cdktf.json'), join(root, 'cdktf.json'));
    const names = new KnownNames();
    const { account } = ledger;
    pages = [deadLetterPages(account, names), ledgerPages(account, { names, projectRoot: root })];
  });
  afterAll(() => rmSync(root, { recursive: true }));

  const ask = async <Answer>(path: string, query: string): Promise<Answer> => {
    const route = pages.flatMap(({ routes }) => routes).find((each) => each.path === path);
    return (await route?.answer(new URLSearchParams(query), new AbortController().signal)) as Answer;
  };
  const act = () => pages.flatMap(({ acts = [] }) => acts).find(({ name }) => name === 'redrive')!;
  const targetOf = async (id: string) => ({ id, executionArn: (await ledger.row(id))?.['executionArn'] ?? '' });

  it('lists dead letters, and names what a redrive would touch', async () => {
    expect(await ask('dead-letters', 'q=letter-a')).toMatchObject({
      total: 3,
      matching: 1,
      letters: [
        {
          kind: 'document',
          name: 'incoming/letter-a.pdf',
          documentId: failed,
          state: 'EnrichDocument',
          error: denied,
          reason: expect.stringContaining('a fault of the test'),
          status: 'FAILED',
          next: 'starts after EXTRACTED, attempt 2',
        },
      ],
      counts: { error: { [denied]: 1 } },
    });
    const targets = [await targetOf(failed), await targetOf(lost)];
    expect(act().describe(act().check({ targets }))).toBe(
      'Redrive 2 documents: incoming/letter-a.pdf, incoming/letter-b.pdf',
    );
    expect(() => act().check({ error: denied })).toThrow('targets must name 1 to 1000 documents or executions');
    expect(() => act().check({ targets: [{ id: 'incoming/letter-a.pdf' }] })).toThrow('executionArn must name');
  });

  it('leaves alone what another person redrove meanwhile, and says who and when', async () => {
    const { account } = ledger;
    const target = await targetOf(lost);
    await audited(account, { command: 'redrive', request: { ids: [lost] } }, () =>
      redrive(account, { ids: [lost] }, { dryRun: false, followSeconds: 60 }),
    );

    expect(await act().run({ targets: [target] })).toEqual([
      {
        id: lost,
        name: 'incoming/letter-b.pdf',
        kind: 'overtaken',
        text: 'was redriven meanwhile, and it is STORED now: it is not touched',
        executionArn: expect.stringContaining(`${lost}-r1`),
        by: (await account.caller()).arn,
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      },
    ]);
    expect(ledger.executionsOf(lost)).toHaveLength(2);
  });

  it('shows one document: its row, its executions, its story, and what fixes it', async () => {
    expect(await ask('ledger/document', `id=${lost}`)).toMatchObject({
      name: 'incoming/letter-b.pdf',
      status: 'STORED',
      row: { attempts: '2', versionId: expect.any(String) },
      story: {
        executions: [{ status: 'FAILED' }, { status: 'SUCCEEDED', redriveOf: expect.any(String) }],
        letters: 0,
        lines: expect.arrayContaining([`document ${lost}`]),
      },
    });
    expect(await ask('ledger/records', `id=${failed}`)).toMatchObject({
      records: { documentId: failed, execution: 'FAILED', letters: [{ error: denied }] },
      gaps: [],
    });
    await expect(ask('ledger', 'batch=none')).rejects.toThrow('there is no batch none');
  });

  describeInBrowser('in a browser', () => {
    const { PAGE_SCREENSHOTS: screenshots } = process.env;
    const troubles: string[] = [];
    let ui: ServedUi;
    let browser: Browser;
    let page: Page;

    beforeAll(async () => {
      const source = await accountSource(ledger.account);
      const all = [executionPages({ source, now: Date.now }), ...pages];
      const bundle = await pageBundle(all.map(({ module }) => module));
      ui = await serveUi({ source, pages: all, command: 'pipelines ui', bundle });
      browser = await openBrowser();
      page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      page.setDefaultTimeout(20_000);
      page.on('pageerror', (error) => troubles.push(error.message));
      page.on('dialog', (dialog) => troubles.push(`dialog ${dialog.message()}`));
      await page.goto(ui.address);
    });
    afterAll(async () => {
      await browser?.close();
      await ui?.close();
      expect(troubles).toEqual([]);
    });

    const open = (path: string) => page.goto(ui.origin + path);
    const row = (text: string) => page.locator('[role="grid"] tbody tr').filter({ hasText: text });

    it('shows causes as text, and no page that cannot be used', async () => {
      await open('/dead-letters');
      await row(hostile).waitFor();
      expect(await page.locator('img').count()).toBe(0);
      const paths = [`/ledger/${failed}`, '/ledger', '/dead-letters'];
      // The widths differ in the layout, the colours in contrast alone.
      for (const [colorScheme, width] of [
        ['light', 360],
        ['light', 1280],
        ['dark', 1280],
      ] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.setViewportSize({ width, height: 800 });
        for (const path of paths) await inspect(path, { colorScheme, width });
      }
      await row('letter-a').click();
      await page.getByRole('heading', { name: 'Cause' }).waitFor();
      await inspect(undefined, { colorScheme: 'dark', width: 1280 });
      await page.emulateMedia({ colorScheme: 'light' });
      await page.setViewportSize({ width: 360, height: 800 });
      await inspect(undefined, { colorScheme: 'light', width: 360 });
      await page.setViewportSize({ width: 1280, height: 800 });
    });

    /** Goes to a page, or stays, and waits for its content. */
    async function inspect(
      path: string | undefined,
      { colorScheme, width }: { readonly colorScheme: 'light' | 'dark'; readonly width: number },
    ): Promise<void> {
      if (path !== undefined) await open(path);
      await page.locator('tr.current, .fact-list').first().waitFor();
      const at = new URL(page.url()).pathname;
      const found = {
        at,
        width,
        colorScheme,
        findings: await seriousFindings(page, colorScheme),
        wider: await overflow(page),
      };
      expect(found).toEqual({ at, width, colorScheme, findings: [], wider: 0 });
      if (screenshots === undefined) return;
      mkdirSync(screenshots, { recursive: true });
      const name = at.split('/').slice(1).join('-').slice(0, 24);
      await page.screenshot({ path: join(screenshots, `${name}-${width}-${colorScheme}.png`) });
    }

    it('finds a dead letter and redrives it without a mouse; its execution succeeds', async () => {
      await open(`/dead-letters?error=${denied}`);
      await row('letter-a').waitFor();
      await page.keyboard.press('/');
      await page.keyboard.type('letter-a');
      await page.getByText('1 of 2 letters').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('grid').focus();
      await page.keyboard.press('Space');
      await page.getByRole('button', { name: 'Redrive 1 document: incoming/letter-a.pdf' }).waitFor();
      await page.keyboard.press('Control+Enter');
      await page.getByText('started again (attempt 2, checkpoint EXTRACTED)').waitFor();
      await page.getByText('0 of 1 match').waitFor();
      const input = { Bucket: ledger.account.names.resultsBucketName, Prefix: 'audit/' };
      const { Contents: records } = await ledger.call('s3', 'ListObjectsV2', input);
      const keys = (records as readonly { readonly Key: string }[]).map(({ Key }) => Key);
      // The other person's, and this one.
      expect(keys.filter((key) => /-redrive-[0-9a-f]{8}\.ended\.json$/.test(key))).toHaveLength(2);

      await page.getByRole('link', { name: 'Execution', exact: true }).press('Enter');
      await page.locator('.execution-header .status-ok').waitFor();
      await page.getByRole('link', { name: 'incoming/letter-a.pdf' }).press('Enter');
      await page.getByRole('heading', { name: 'STORED' }).waitFor();
      expect(new URL(page.url()).pathname).toBe(`/ledger/${failed}`);
    });

    it('filters the ledger in the address, and opens a document with Enter', async () => {
      await open('/ledger?status=STORED&q=letter-');
      await page.getByText(/^2 of 11, as of/).waitFor();
      await page.getByRole('grid').focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'incoming/letter-a.pdf' }).waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('grid').waitFor();
    });

    it('reconciles, shows gaps with what fixes them, and gives the whole report', async () => {
      const { deadLetterQueueUrl, ledgerTableName: TableName } = ledger.account.names;
      await ledger.call('sqs', 'PurgeQueue', { QueueUrl: deadLetterQueueUrl });
      await ledger.call('dynamodb', 'DeleteItem', { TableName, Key: { documentId: { S: lost } } });
      await open('/ledger');
      await page.getByRole('link', { name: 'Reconcile' }).click();
      await page.getByRole('button', { name: 'Reconcile' }).waitFor();
      await page.keyboard.press('Control+Enter');
      await page.getByText(/2 gaps, at/).waitFor();
      await row('document-not-stored').getByText('letter-b.pdf').waitFor();
      for (const width of [360, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        await inspect(undefined, { colorScheme: 'light', width });
      }
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'Download the report' }).click(),
      ]);
      expect(download.suggestedFilename()).toMatch(/^reconcile-dev-.*\.json$/);
      const report = JSON.parse(readFileSync(await download.path(), 'utf8'));
      expect(report).toMatchObject({ reconciled: false, documents: 11, places: { STORED: 10, none: 1 }, letters: 0 });
      await page.getByRole('button', { name: 'object-without-row' }).click();
      await page.getByRole('grid').focus();
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'no row' }).waitFor();
    });
  });
}

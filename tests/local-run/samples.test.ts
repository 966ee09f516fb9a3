import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { resultsOf, run, samples } from './documents-run';
import { type Ended, temporaryProject } from './temporary-project';

jest.setTimeout(300_000);

interface Expected {
  readonly name: string;
  readonly expect: string;
  readonly reason?: string;
  readonly deliveries?: number;
}
const expected: readonly Expected[] = parse(readFileSync(join(samples, 'documents.yaml'), 'utf8')).documents;

/** A hold is three states more, if its date is still ahead; a part of a long document is two each, around them a Map, a merge and the way back. */
function mostStates(name: string): number {
  if (name.includes('hold')) return 15;
  return name.startsWith('long') ? 20 : 12;
}

describe('the samples', () => {
  const project = temporaryProject();
  let first: Ended;

  beforeAll(async () => {
    first = await project.pipelines(...run, samples, '--json').ended;
  });
  afterAll(() => project.remove());

  it('says what it does before it begins, and ends well', () => {
    expect(first.stderr).toMatch(/^pipelines run: synthesising dev …\n/);
    expect(first.stderr).not.toMatch(/^!/m);
    expect(first.status).toBe(0);
  });

  it('prints no warning but its own, of an older Node.js, once', () => {
    const warnings = first.stderr.split('\n').filter((line) => /warn/i.test(line));
    const ours = 'warning: functions run here on Node.js ';
    expect(warnings).toEqual(Number.parseInt(process.versions.node, 10) < 24 ? [expect.stringContaining(ours)] : []);
  });

  it.each(expected)('$name ends $expect $reason', ({ name, expect: outcome, reason, deliveries = 1 }) => {
    const result = resultsOf(first).find(({ document }) => document === name);

    expect(result).toMatchObject({
      outcome,
      documentId: expect.stringMatching(/^[0-9a-f]{64}$/),
      executionArn: expect.stringContaining(':execution:dev-document-pipeline:'),
    });
    if (reason !== undefined) expect(result).toMatchObject({ reason });
    if (deliveries > 1) expect(result).toMatchObject({ deliveries });
    expect(Number(result?.['statesEntered'])).toBeLessThanOrEqual(mostStates(name));
  });

  it.each([
    ['order-to-approve.pdf', 'invoice'],
    ['fake-fence.pdf', 'invoice'],
    ['fake-answer.pdf', 'letter'],
    ['hidden-text.pdf', 'invoice'],
    ['ordered-line-items.pdf', 'invoice'],
    ['long-contract.pdf', 'contract'],
  ])('takes %s for what it is: %s', (name, documentType) => {
    expect(resultsOf(first).find(({ document }) => document === name)).toMatchObject({ documentType });
  });

  it('reads the fields of an invoice', () => {
    const invoice = resultsOf(first).find(({ document }) => document === 'invoice.pdf');

    expect(invoice).toMatchObject({
      documentType: 'invoice',
      fields: { invoiceNumber: expect.any(String), total: expect.stringMatching(/^\d+\.\d\d$/) },
    });
  });

  it('says which local implementations are in use, and by what command a review is answered', async () => {
    const second = await project.pipelines(...run, samples).ended;

    expect(second.stdout).toContain('offline reader instead of Bedrock; pdfium + tesseract instead of Textract');
    expect(second.stdout).toMatch(/resource types without effect here: .*aws_cloudwatch_metric_alarm/);
    expect(second.stdout).toMatch(/npx pipelines review approve review-[0-9a-f]{16}/);
  });

  it('ends with where the results are and where to go next', async () => {
    const { stdout } = await project.pipelines(...run, join(samples, 'empty.pdf')).ended;

    expect(stdout.split('\n').slice(-3)).toEqual([
      expect.stringMatching(/^results: .*\/<documentId>\/document\.json; /),
      'next: `npx pipelines status` shows what is stored and waits; docs/running-locally.md explains more',
      '',
    ]);
  });

  it('lets a person answer in another process, later, and finishes the document', async () => {
    const listed = await project.pipelines('review').ended;
    const [, reviewId = ''] = /(review-[0-9a-f]{16}) {2}incoming\/wrong-sums\.pdf/.exec(listed.stdout) ?? [];
    const corrected = await project.pipelines('review', 'correct', reviewId, '--field', 'total=1941.60').ended;
    const after = await project.pipelines('review').ended;
    const again = await project.pipelines('review', 'reject', reviewId).ended;

    // On an older Node.js than that of the functions, a warning comes first.
    expect(corrected).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/(^|\n)total: 2041\.60 → 1941\.60\nwrong-sums\.pdf: stored\n$/),
    });
    expect(after.stdout).not.toContain('wrong-sums.pdf');
    expect(again.stdout).toMatch(/DecidedAlready: correct by \S+ of \S+ stands; the first decision wins/);
    expect(again.status).toBe(1);
  });

  it('recognises them in a further run, does nothing twice, and tells what was decided since', async () => {
    const further = await project.pipelines(...run, samples, '--json').ended;

    expect(further.status).toBe(0);
    expect(further.stderr).toContain('0 document(s) uploaded');
    for (const result of resultsOf(further)) expect(result).toMatchObject({ alreadyProcessed: true });
    expect(resultsOf(further).map(({ executionArn }) => executionArn)).toEqual(
      resultsOf(first).map(({ executionArn }) => executionArn),
    );
    expect(resultsOf(further).find(({ document }) => document === 'wrong-sums.pdf')).toMatchObject({
      outcome: 'stored',
      fields: { total: '1941.60' },
    });
  });

  it('has a status that tells of all of them', async () => {
    const { stdout, status } = await project.pipelines('status').ended;

    expect(status).toBe(0);
    expect(stdout).toContain(`ledger: ${expected.length} document(s)`);
    expect(stdout).toMatch(/^ {2}REJECTED +incoming\/empty.pdf {2}EmptyDocument$/m);
    expect(stdout).toContain('dead letters: 0');
  });

  it('starts anew after clean', async () => {
    expect((await project.asl('local', 'clean').ended).status).toBe(0);
    expect(existsSync(join(project.folder, '.local', 'dev'))).toBe(false);
    expect((await project.pipelines('status').ended).status).toBe(2);
  });
});

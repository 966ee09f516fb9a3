import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Ended, type TemporaryProject, temporaryProject } from './temporary-project';

jest.setTimeout(300_000);

const samples = join(__dirname, '..', '..', 'samples');
const run = ['run', 'document-pipeline'] as const;

interface Expected {
  readonly name: string;
  readonly expect: string;
  readonly reason?: string;
  readonly deliveries?: number;
}
const expected: readonly Expected[] = parse(readFileSync(join(samples, 'documents.yaml'), 'utf8')).documents;

function resultsOf({ stdout }: Ended): readonly Record<string, unknown>[] {
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

/** A hold is two states more; a part of a long document is two each, around them a Map, a merge and the way back. */
function mostStates(name: string): number {
  if (name.includes('hold')) return 14;
  return name.startsWith('long') ? 20 : 12;
}

describe('the samples', () => {
  const project = temporaryProject();
  let first: Ended;

  beforeAll(async () => {
    first = await project.asl(...run, samples, '--json').ended;
  });
  afterAll(() => project.remove());

  it('says what it does before it begins, and ends well', () => {
    expect(first.stderr).toMatch(/^asl local run document-pipeline: synthesising dev …\n/);
    expect(first.stderr).not.toMatch(/^!/m);
    expect(first.status).toBe(0);
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

  it('says which stand-ins are in use, and by what command a review is answered', async () => {
    const second = await project.asl(...run, samples).ended;

    expect(second.stdout).toContain('offline reader instead of Bedrock; pdfium + tesseract instead of Textract');
    expect(second.stdout).toMatch(/kinds that do nothing here: .*aws_cloudwatch_metric_alarm/);
    expect(second.stdout).toMatch(/npx asl local review approve review-[0-9a-f]{16}/);
  });

  it('recognises them in a second run and does nothing twice', async () => {
    const second = await project.asl(...run, samples, '--json').ended;

    expect(second.status).toBe(0);
    expect(second.stderr).toContain('0 document(s) uploaded');
    for (const result of resultsOf(second)) expect(result).toMatchObject({ alreadyProcessed: true });
    expect(resultsOf(second).map(({ executionArn }) => executionArn)).toEqual(
      resultsOf(first).map(({ executionArn }) => executionArn),
    );
  });

  it('lets a person answer in another process, later, and finishes the document', async () => {
    const listed = await project.asl('review').ended;
    const [, reviewId = ''] = /(review-[0-9a-f]{16}) {2}incoming\/wrong-sums\.pdf/.exec(listed.stdout) ?? [];
    const corrected = await project.asl('review', 'correct', reviewId, '--field', 'total=1941.60').ended;
    const after = await project.asl('review').ended;
    const again = await project.asl('review', 'reject', reviewId).ended;

    expect(corrected).toMatchObject({ status: 0, stdout: 'total: 2041.60 → 1941.60\nwrong-sums.pdf: stored\n' });
    expect(after.stdout).not.toContain('wrong-sums.pdf');
    expect(again.stdout).toContain(`${reviewId} was decided already: correct`);
    const stored = await project.asl(...run, samples, '--json').ended;
    expect(resultsOf(stored).find(({ document }) => document === 'wrong-sums.pdf')).toMatchObject({
      outcome: 'stored',
      fields: { total: '1941.60' },
    });
  });

  it('has a status that tells of all of them', async () => {
    const { stdout, status } = await project.asl('status').ended;

    expect(status).toBe(0);
    expect(stdout).toContain(`ledger: ${expected.length} document(s)`);
    expect(stdout).toMatch(/^ {2}REJECTED +incoming\/empty.pdf {2}EmptyDocument$/m);
    expect(stdout).toContain('dead letters: 0');
  });

  it('starts anew after clean', async () => {
    expect((await project.asl('clean').ended).status).toBe(0);
    expect(existsSync(join(project.folder, '.local', 'dev'))).toBe(false);
    expect((await project.asl('status').ended).status).toBe(2);
  });
});

describe('a process that ends in the middle', () => {
  let project: TemporaryProject;
  beforeEach(() => {
    project = temporaryProject();
  });
  afterEach(() => project.remove());

  it.each([
    ['SIGKILL', /RegisterDocument/],
    ['SIGKILL', /Extract$/m],
    ['SIGKILL', /StoreDocument/],
    ['SIGINT', /ValidateDocument/],
    ['SIGTERM', /EnrichDocument/],
  ] as const)('by %s at %s: the next start goes on, and nothing is lost or done twice', async (signal, moment) => {
    const files = ['invoice.pdf', 'contract.pdf', 'empty.pdf'].map((name) => join(samples, name));
    const interrupted = project.asl(...run, ...files);
    await interrupted.printed(moment);
    interrupted.child.kill(signal);
    const end = await interrupted.ended;
    const next = await project.asl(...run, ...files, '--json').ended;

    expect(signal === 'SIGKILL' ? end.signal : end.status).toBe(signal === 'SIGKILL' ? 'SIGKILL' : 130);
    expect(next.status).toBe(0);
    expect(resultsOf(next).map(({ outcome }) => outcome)).toEqual(['stored', 'stored', 'rejected']);
    const { stdout } = await project.asl('status').ended;
    expect(stdout).toContain('ledger: 3 document(s)');
    expect(stdout).toContain('dead letters: 0');
  });

  it('a second process is told which one works there', async () => {
    const running = project.asl(...run, join(samples, 'invoice.pdf'));
    await running.printed(/RegisterDocument/);

    // Held still, so that it has not ended before the second one looks.
    running.child.kill('SIGSTOP');
    const second = await project.asl('review').ended;
    running.child.kill('SIGCONT');

    expect(second.status).toBe(2);
    expect(second.stdout).toMatch(new RegExp(`in use by process ${running.child.pid} `));
    expect((await running.ended).status).toBe(0);
  });
});

describe('what cannot be run', () => {
  const project = temporaryProject();
  const folder = mkdtempSync(join(tmpdir(), 'documents-'));
  afterAll(() => {
    project.remove();
    rmSync(folder, { recursive: true });
  });

  it.each<[string, readonly string[], RegExp]>([
    [
      'a machine that is not there',
      ['run', 'letter-pipeline', join(samples, 'invoice.pdf')],
      /there is no state machine letter-pipeline; there is: agent-pipeline, .*document-pipeline/,
    ],
    [
      'a document for a machine that takes none',
      ['run', 'classify-text', join(samples, 'invoice.pdf')],
      /classify-text takes no documents: give --input, a file or JSON/,
    ],
    [
      'an environment that is not there',
      [...run, join(samples, 'invoice.pdf'), '--env', 'test'],
      /there is no environment test; there is: dev, prod, staging/,
    ],
    ['a file that is not there', [...run, 'none.pdf'], /none.pdf cannot be read: there is no such file or folder/],
    [
      'a folder among files',
      [...run, join(samples, 'invoice.pdf'), samples],
      /is a folder: give files, or one folder alone/,
    ],
    ['an unknown live service', [...run, samples, '--live', 's3'], /--live takes bedrock or textract, not s3/],
    ['a review before any run', ['review', '--env', 'staging'], /nothing has been run in staging/],
    ['an option that is no number', [...run, '--port', 'none'], /a port is a whole number/],
  ])('%s is said plainly, with status 2', async (_what, args, message) => {
    const { status, stdout, stderr } = await project.asl(...args).ended;

    expect(stdout + stderr).toMatch(message);
    expect(status).toBe(2);
  });

  it('a port that is taken is said plainly', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };

    const { status, stdout } = await project.asl(...run, join(samples, 'empty.pdf'), '--port', String(port)).ended;

    server.close();
    expect(stdout).toMatch(new RegExp(`port ${port} .*is taken`));
    expect(status).toBe(2);
  });

  it('a difference from what documents.yaml expects ends with status 1', async () => {
    mkdirSync(join(folder, 'inbox'));
    writeFileSync(join(folder, 'inbox', 'nothing.pdf'), '');
    writeFileSync(
      join(folder, 'inbox', 'documents.yaml'),
      'documents: [{ name: nothing.pdf, file: nothing.pdf, expect: stored }]',
    );

    const { status, stdout } = await project.asl(...run, join(folder, 'inbox')).ended;

    expect(stdout).toContain('! nothing.pdf was to end stored, it is rejected: EmptyDocument');
    expect(status).toBe(1);
  });

  it('files with any name are taken', async () => {
    writeFileSync(join(folder, 'Rechnung für März & más?.pdf'), readFileSync(join(samples, 'invoice.pdf')));

    const ended = await project.asl(...run, join(folder, 'Rechnung für März & más?.pdf'), '--json').ended;

    expect(resultsOf(ended)).toMatchObject([{ document: 'Rechnung für März & más?.pdf', outcome: 'stored' }]);
  });
});

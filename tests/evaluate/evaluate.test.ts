import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createPaint } from '@document-pipelines/asl/terminal';
import { ServiceError } from '@document-pipelines/local-aws/services';
import { createScriptedAnswers, type ScriptedAnswer } from '@document-pipelines/local-aws/services/bedrock';
import { type EvaluateOptions, evaluate } from '../../operations/evaluate/evaluate';
import { drawPdf } from '../../samples/draw-pages';
import { temporaryProject } from '../local-run/temporary-project';

jest.setTimeout(300_000);

const project = temporaryProject();
const folder = join(project.folder, 'data');
const definitions = join(__dirname, '..', '..', 'definitions');
/** An old prompt, as a second version of the one that the definition names. */
const oldPrompt = 'You read documents. Answer with the tool record_document.';

beforeAll(async () => {
  mkdirSync(folder);
  for (const name of ['one', 'two', 'three'])
    writeFileSync(join(folder, `${name}.pdf`), await drawPdf((paper) => paper.text(`Invoice ${name} of Example Ltd`)));
  writeFileSync(join(folder, 'broken.pdf'), 'no document');
  const labels = (name: string, total: string) => ({
    type: 'invoice',
    outcome: 'stored',
    fields: { invoiceNumber: `no-${name}`, total, dueDate: null },
    lineItems: [],
  });
  const write = (name: string, value: object) =>
    writeFileSync(join(folder, `${name}.expected.json`), JSON.stringify(value));
  write('one', labels('1', '119.00'));
  write('two', labels('1', '119.00'));
  write('three', labels('3', '119.00'));
  write('broken', { outcome: 'rejected' });
  const prompts = join('prompts', 'document-pipeline');
  cpSync(join(definitions, prompts), join(project.folder, 'definitions', prompts), { recursive: true });
  writeFileSync(join(project.folder, 'definitions', prompts, 'read-document.v1.md'), oldPrompt);
});
afterAll(() => project.remove());

/** An invoice of 100.00 and 19.00 with this number and total. */
function invoice(invoiceNumber: string, total: string): ScriptedAnswer {
  const fields = {
    invoiceNumber,
    total,
    supplierName: 'Example Ltd',
    invoiceDate: '2026-05-01',
    currency: 'EUR',
    subtotal: '100.00',
    tax: '19.00',
  };
  const input = { documentType: 'invoice', confidence: 0.95, fields };
  return {
    output: {
      message: { role: 'assistant', content: [{ toolUse: { toolUseId: 't', name: 'record_document', input } }] },
    },
    stopReason: 'tool_use',
    usage: { inputTokens: 1000, outputTokens: 100, totalTokens: 1100 },
    metrics: { latencyMs: 1 },
  };
}

/** Returns an answer by the number in the document. */
function answering(answers: Readonly<Record<string, ScriptedAnswer>>) {
  return createScriptedAnswers(
    [
      (input) => {
        const text = JSON.stringify(input);
        const answer = Object.entries(answers).find(([name]) => text.includes(`Invoice ${name}`))?.[1];
        if (answer === undefined || typeof answer === 'function') throw new Error('no answer');
        if (answer instanceof ServiceError) throw answer;
        return answer;
      },
    ],
    { repeatsLast: true },
  );
}

async function run(options: Partial<EvaluateOptions>) {
  const [said, printed, reports]: [string[], string[], Record<string, unknown>[]] = [[], [], []];
  const status = await evaluate({
    dataset: 'data',
    models: [],
    prompts: [],
    live: [],
    allowRemote: false,
    cwd: project.folder,
    environment: 'dev',
    repeat: 1,
    writeBaseline: false,
    json: true,
    values: true,
    yes: false,
    timeoutSeconds: 120,
    signal: new AbortController().signal,
    ...options,
    console: {
      say: (line) => said.push(line),
      print: (line) => printed.push(line),
      json: (value) => reports.push(value as Record<string, unknown>),
      doing: () => undefined,
      changed: () => undefined,
      isTerminal: false,
      columns: 120,
      paint: createPaint(false),
    },
  });
  return { status, said: said.join('\n'), printed: printed.join('\n'), report: reports[0] };
}

const right = { one: invoice('no-1', '119.00'), two: invoice('NO-1', '119.00'), three: invoice('no-3', '119.00') };

it('reads with the pipeline itself, scores, keeps what was read, and guards it', async () => {
  const scripted = answering({ ...right, three: invoice('no-3', '999.00') });
  const first = await run({ converse: scripted, baseline: 'baseline.json', writeBaseline: true });

  expect(scripted.requests).toHaveLength(3);
  expect(first.status).toBe(0);
  // 119.00 and 999.00 do not add up: the pipeline's own check has detected it. The same number twice is not a reason here.
  expect(first.report).toMatchObject({
    candidates: [
      {
        harnessErrors: [],
        test: {
          silentErrors: { count: 0, of: 2 },
          reviews: { count: 1, of: 3 },
          expectedOutcomes: { count: 3, of: 4 },
          unexpectedOutcomes: [{ document: 'three.pdf', expected: 'stored', is: 'review' }],
          wrongAnswers: 1,
          emptyAnswers: 0,
          confusions: [{ field: 'total', expected: '119.00', read: '999.00', count: 1 }],
        },
        effort: { calls: 3, inputTokens: 3000, outputTokens: 300, repairs: 0 },
      },
    ],
  });
  const baseline = readFileSync(join(project.folder, 'baseline.json'), 'utf8');
  expect(baseline).not.toContain('999.00');

  // A corrected label is scored without a call.
  const label = join(folder, 'three.expected.json');
  const before = readFileSync(label, 'utf8');
  writeFileSync(label, before.replace('119.00', '999.00'));
  const silent = answering({});
  const again = await run({ converse: silent, baseline: 'baseline.json' });
  writeFileSync(label, before);

  expect(silent.requests).toHaveLength(0);
  expect(again.said).toContain('0 reading(s), 4 cached');
  expect(again.status).toBe(0);
  expect(again.report).toMatchObject({
    candidates: [{ test: { wrongAnswers: 0 }, baseline: { common: 3, changed: ['three.pdf'] } }],
  });

  // Another version of the prompt is read again, and compared document by document.
  const worse = answering({ ...right, one: invoice('no-7', '119.00') });
  const other = await run({ converse: worse, prompts: ['read-document.v1'], baseline: 'baseline.json' });

  expect(worse.requests.map(({ system }) => system)).toEqual(Array(3).fill([{ text: oldPrompt }]));
  expect(other.status).toBe(1);
  expect(other.report).toMatchObject({
    candidates: [
      {
        label: 'offline, read-document.v1',
        verdict: {
          isGood: false,
          text: 'worse than the baseline: stored without review and wrong (one.pdf), invoiceNumber',
        },
        baseline: {
          newSilentErrors: ['one.pdf'],
          fields: [
            { field: 'invoiceNumber', losses: ['one.pdf'], gains: [], isWorse: true },
            { field: 'total', losses: [], gains: ['three.pdf'], isWorse: false },
          ],
        },
      },
    ],
  });
  expect(readdirSync(join(project.folder, '.cache', 'evaluate'))).toEqual(['evaluations', 'predictions']);
});

it('tells a failure of the harness from a mistake of the model, and reads the document again next time', async () => {
  const options = { environment: 'staging', json: false };
  const failing = answering({
    ...right,
    two: new ServiceError('AccessDeniedException', 'no access to the model', 403),
  });
  const first = await run({ ...options, converse: failing });

  expect(first.status).toBe(2);
  expect(first.printed).toContain('✕ incomplete: 1 reading(s) failed');
  expect(first.printed).toMatch(/harness errors 1, empty answers 0, wrong answers 0/);
  expect(first.printed).toMatch(/! two\.pdf was not read: failed: .*AccessDeniedException.*no access to the model/);

  const working = answering(right);
  const second = await run({ ...options, converse: working, repeat: 2 });

  // The other reading of `two`, and a second of all three.
  expect(working.requests).toHaveLength(4);
  expect(second.status).toBe(0);
  expect(second.printed).toContain('✓ stored without review and wrong: 0 of 3');
});

it('spends nothing that nobody has agreed to', async () => {
  await expect(run({ live: ['bedrock'] })).rejects.toThrow(
    /^\d+ call\(s\) of Bedrock at about \$0\.\d{4} are not confirmed: add --yes$/,
  );
  await expect(run({ live: ['textract'] })).rejects.toThrow('--live accepts bedrock here');
  await expect(run({ models: ['amazon.nova-pro-v1:0'] })).rejects.toThrow('add --live bedrock or --model-server URL');
  await expect(run({ writeBaseline: true })).rejects.toThrow('--write-baseline needs --baseline');
  await expect(run({ baseline: 'none.json' })).rejects.toThrow('there is no baseline none.json');
});

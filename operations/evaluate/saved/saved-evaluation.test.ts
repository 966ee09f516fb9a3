import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { documentOf, expectedValue, predictionOf, readingOf } from '../../../tests/fixtures/scoring-fixture';
import type { EvaluationList, ShownEvaluation } from '../../ui/evaluations/evaluation-model';
import { evaluationPages } from '../../ui/evaluations/evaluation-pages';
import { evaluateCandidate } from '../evaluation';
import { evaluateCommand } from './evaluate-command';
import { createEvaluationFiles } from './evaluation-files';
import { savedEvaluation } from './saved-evaluation';

const projectRoot = mkdtempSync(join(tmpdir(), 'evaluations-'));
const files = createEvaluationFiles(projectRoot);
afterAll(() => rmSync(projectRoot, { recursive: true }));

const documents = [documentOf('a.pdf', { outcome: 'stored', fields: { customerName: expectedValue('Jane Roe') } })];

function evaluated(read: string, { values, day, name = 'd' }: { values: boolean; day: number; name?: string }) {
  const dataset = { name, digest: name, documents };
  const readings = [{ document: documents[0]!, readings: [readingOf({ fields: { customerName: read } })] }];
  const candidate = evaluateCandidate(predictionOf().identity, readings, { dataset });
  const saved = savedEvaluation(candidate, { dataset, values, command: 'c', now: new Date(Date.UTC(2026, 0, day)) });
  files.save(saved);
  return saved;
}

const route = <Answer>(path: string, query: Readonly<Record<string, string>> = {}): Promise<Answer> => {
  const found = evaluationPages({ projectRoot }).routes.find((each) => each.path === path);
  return found!.answer(new URLSearchParams(query), new AbortController().signal) as Promise<Answer>;
};

it('without an evaluation names the command that makes one for nothing', async () => {
  expect(await route<EvaluationList>('evaluations')).toEqual({
    evaluations: [],
    command: 'npx pipelines evaluate samples/ --values',
    folder: join('.cache', 'evaluate', 'evaluations'),
  });
});

it('lists evaluations, the newest first, and compares those of the same dataset', async () => {
  const first = evaluated('Jane Roe', { values: false, day: 1 });
  evaluated('John Doe', { values: false, day: 2 });
  evaluated('Jane Roe', { values: false, day: 3, name: 'other' });
  writeFileSync(join(files.folder, '20260109T000000000Z-01234567.json'), '{');

  const { evaluations } = await route<EvaluationList>('evaluations');
  expect(evaluations.map(({ dataset, verdict }) => [dataset, verdict.isGood])).toEqual([
    ['other', true],
    ['d', false],
    ['d', true],
  ]);
  expect(evaluations[1]).toMatchObject({ model: 'offline', silentErrors: { count: 1, of: 1 }, dollars: 0 });

  const [, wrong, right] = evaluations;
  const alone = await route<ShownEvaluation>('evaluation', { id: wrong!.id });
  expect(alone.comparison).toBeUndefined();
  expect(alone.others.map(({ id }) => id)).toEqual([right!.id]);
  expect(alone.failures.rows).toEqual([
    ['a.pdf', 'stored', 'stored without review and wrong; wrong: customerName', '0.90'],
  ]);
  const compared = await route<ShownEvaluation>('evaluation', { id: wrong!.id, against: right!.id });
  expect(compared.comparison?.verdict).toEqual({
    isGood: false,
    text: 'worse than the baseline: stored without review and wrong (a.pdf), customerName',
  });
  expect(compared.test.fields.rows[0]).toContain('✕ 1 lost: a.pdf');
  expect(first.report.test.silentErrors).toMatchObject({ count: 0, of: 1 });
  await expect(route('evaluation', { id: '../../secret' })).rejects.toThrow('there is no evaluation ../../secret');
});

it('keeps values of documents only if they were asked for', () => {
  expect(JSON.stringify(evaluated('John Doe', { values: false, day: 4 }))).not.toMatch(/Jane|John/);
  expect(JSON.stringify(evaluated('John Doe', { values: true, day: 5 }))).toMatch(/Jane.*John/);
});

it('repeats what was asked for, but what writes', () => {
  const asked = { dataset: 'my data/', models: ['m'], prompts: ['v3'], live: ['bedrock'], allowRemote: false };
  const choice = { ...asked, environment: 'prod', repeat: 3, baseline: 'b.json', values: true };

  expect(evaluateCommand(choice)).toBe(
    "npx pipelines evaluate 'my data/' --live bedrock --model m --prompt v3 --env prod --repeat 3 --baseline b.json --values",
  );
});

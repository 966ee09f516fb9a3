import type { Baseline } from './baseline';
import { compareWithBaseline } from './compare';

type Verdict = Baseline['documents'][string]['fields'][string];

function baseline(documents: Readonly<Record<string, Partial<Baseline['documents'][string]>>>): Baseline {
  const whole = (name: string) => ({ document: name, labels: name, isSilentError: false, fields: {} });
  return {
    format: 1,
    identity: { modelAsked: 'm', prompts: { 'read-document': 'v1 sha256:0' } },
    modelsAnswered: ['m'],
    dataset: { name: 'd', digest: 'd' },
    documents: Object.fromEntries(Object.entries(documents).map(([name, one]) => [name, { ...whole(name), ...one }])),
  };
}

/** So many documents in which the total is this. */
function totals(verdicts: readonly Verdict[]): Baseline {
  return baseline(Object.fromEntries(verdicts.map((total, index) => [`${index}.pdf`, { fields: { total } }])));
}

const times = (count: number, verdict: Verdict): readonly Verdict[] => Array.from({ length: count }, () => verdict);

it('names the documents in which a field changed', () => {
  const comparison = compareWithBaseline(
    totals(['wrong', 'right', 'right', 'absent']),
    totals(['right', 'right', 'missing', 'invented']),
  );

  expect(comparison).toMatchObject({
    baseline: 'm, read-document.v1',
    common: 4,
    isWorse: false,
    fields: [{ field: 'total', losses: ['0.pdf'], gains: ['2.pdf', '3.pdf'], isWorse: false }],
  });
});

test.each([
  ['one loss', 1, 0, true],
  ['as many gains as losses', 3, 3, false],
  // From 20 changes up: 14 of 20 may be chance (p = 0.115), 15 of 20 are not (p = 0.041).
  ['14 losses of 20 changes', 14, 6, false],
  ['15 losses of 20 changes', 15, 5, true],
])('%s', (_what, losses, gains, isWorse) => {
  const now = totals([...times(losses, 'missing'), ...times(gains, 'right')]);
  const before = totals([...times(losses, 'right'), ...times(gains, 'missing')]);

  expect(compareWithBaseline(now, before).isWorse).toBe(isWorse);
});

it('is worse if a document has become a silent error, whatever else got better', () => {
  const comparison = compareWithBaseline(baseline({ 'a.pdf': { isSilentError: true } }), baseline({ 'a.pdf': {} }));

  expect(comparison).toMatchObject({ newSilentErrors: ['a.pdf'], isWorse: true });
  expect(compareWithBaseline(baseline({ 'a.pdf': {} }), baseline({ 'a.pdf': { isSilentError: true } }))).toMatchObject({
    formerSilentErrors: ['a.pdf'],
    isWorse: false,
  });
});

it('compares documents that are the same in both, and names the others', () => {
  const now = baseline({
    'a.pdf': {},
    'b.pdf': { labels: 'corrected' },
    'c.pdf': { document: 'scanned again' },
    'd.pdf': {},
  });
  const before = baseline({ 'a.pdf': {}, 'b.pdf': {}, 'c.pdf': {}, 'e.pdf': {} });

  expect(compareWithBaseline(now, before)).toMatchObject({
    common: 1,
    added: ['d.pdf'],
    removed: ['e.pdf'],
    changed: ['b.pdf', 'c.pdf'],
  });
});

import { documentOf, predictionOf, scoreDocumentNamed } from '../../../tests/fixtures/scoring-fixture';
import { effortOf } from './effort';
import { flipsOf } from './flips';
import { summaryOf } from './summary';

const right = { fields: { total: '100.00' } };
const wrong = { fields: { total: '999.00' } };
const review = { outcome: 'review' } as const;

describe('a summary', () => {
  const summary = summaryOf([
    scoreDocumentNamed('a.pdf', right),
    scoreDocumentNamed('b.pdf', { ...wrong, confidence: 0.85 }),
    scoreDocumentNamed('c.pdf', { ...wrong, confidence: 0.85 }),
    scoreDocumentNamed('d.pdf', { fields: {}, confidence: 0.95 }),
    scoreDocumentNamed('e.pdf', { ...review, ...right, failedChecks: ['the dates do not fit'] }),
    scoreDocumentNamed('f.pdf', { ...review, ...wrong, confidence: 0.5 }),
    scoreDocumentNamed('g.pdf', { outcome: 'rejected', confidence: null, fields: {} }),
    scoreDocumentNamed('h.pdf', { fields: { total: '5.00' }, confidence: 0.8 }, null),
    scoreDocumentNamed('i.pdf', { fields: {} }, null),
  ]);

  it('counts documents', () => {
    // Stored are a, b, c, d, h and i.
    expect(summary).toMatchObject({
      documents: 9,
      silentErrors: { count: 3, of: 6 },
      silentErrorNames: ['b.pdf', 'c.pdf', 'h.pdf'],
      storedIncomplete: { count: 1, of: 6 },
      reviews: { count: 2, of: 8 },
      reviewsWithoutChange: 1,
      expectedOutcomes: { count: 6, of: 9 },
      wrongAnswers: 4,
      emptyAnswers: 1,
    });
    expect(summary.unexpectedOutcomes.map(({ document, is }) => `${document} ${is}`)).toEqual([
      'e.pdf review',
      'f.pdf review',
      'g.pdf rejected',
    ]);
  });

  it('counts fields, with precision and recall', () => {
    expect(summary.fields).toMatchObject([
      { field: 'total', count: 9, right: 2, wrong: 3, missing: 2, invented: 1, absent: 1 },
    ]);
    // 2 ÷ (2 + 3 + 1) and 2 ÷ (2 + 3 + 2)
    expect(summary.fields[0]).toMatchObject({ precision: { count: 2, of: 6 }, recall: { count: 2, of: 7 } });
  });

  it('lists mistakes, the most frequent first', () => {
    expect(summary.confusions[0]).toMatchObject({
      field: 'total',
      expected: '100.00',
      read: '999.00',
      count: 3,
      documents: ['b.pdf', 'c.pdf', 'f.pdf'],
    });
    expect(summary.confusions).toHaveLength(3);
  });

  it('knows what other thresholds would do', () => {
    // e fails a check and is always reviewed; f would be stored at 0.
    expect(summary.curve).toEqual([
      { threshold: 0, reviews: 1, silentErrors: 4 },
      { threshold: 0.8, reviews: 2, silentErrors: 3 },
      { threshold: 0.85, reviews: 3, silentErrors: 2 },
      { threshold: 0.9, reviews: 5, silentErrors: 0 },
      { threshold: 0.95, reviews: 7, silentErrors: 0 },
      { threshold: 1.01, reviews: 8, silentErrors: 0 },
    ]);
    expect(summary.safe).toMatchObject({ threshold: 0.9, reviews: 5 });
  });
});

describe('effort', () => {
  it('adds up calls, tokens, price and time', () => {
    const identity = { ...predictionOf().identity, from: 'bedrock', modelAsked: 'amazon.nova-pro-v1:0' };
    const effort = effortOf([
      predictionOf({ identity, repairs: 1, calls: [{ milliseconds: 1000, inputTokens: 6000, outputTokens: 500 }] }),
      predictionOf({
        identity,
        retries: 2,
        calls: [
          { milliseconds: 50, error: 'ThrottlingException' },
          { milliseconds: 3000, inputTokens: 4000, outputTokens: 500, cachedTokens: 1000 },
        ],
      }),
    ]);

    // 10,000 × $0.80 and 1,000 × $3.20 a million: 0.008 + 0.0032
    expect(effort.dollars).toBeCloseTo(0.0112, 10);
    expect(effort.dollarsPerThousand).toBeCloseTo(5.6, 10);
    expect(effort).toMatchObject({
      calls: 3,
      failedCalls: 1,
      repairs: 1,
      retries: 2,
      cachedTokens: 1000,
      uncounted: 0,
    });
    expect(effort.seconds).toEqual({ p50: 1, p95: 3, max: 3 });
  });

  it('names calls whose tokens are unknown, and no price of a model without one', () => {
    const identity = { ...predictionOf().identity, from: 'bedrock', modelAsked: 'unknown.model' };
    const effort = effortOf([predictionOf({ identity, calls: [{ milliseconds: 1 }] })]);

    expect(effort.uncounted).toBe(1);
    expect(effort.dollars).toBeUndefined();
  });
});

test('fields that flip between readings are listed, values that compare as the same are not', () => {
  const readings = [
    predictionOf({ fields: { total: '100.00', currency: 'EUR' } }),
    predictionOf({ fields: { total: '100', currency: 'USD' } }),
    predictionOf({ outcome: 'review', fields: { total: '100.0', currency: 'EUR' } }),
  ];

  expect(flipsOf(documentOf('a.pdf'), readings)).toEqual([
    {
      document: 'a.pdf',
      field: 'outcome',
      values: [
        { read: 'stored', count: 2 },
        { read: 'review', count: 1 },
      ],
    },
    {
      document: 'a.pdf',
      field: 'currency',
      values: [
        { read: 'EUR', count: 2 },
        { read: 'USD', count: 1 },
      ],
    },
  ]);
});

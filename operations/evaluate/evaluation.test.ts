import { documentOf, expectedValue, predictionOf, readingOf } from '../../tests/fixtures/scoring-fixture';
import { evaluateCandidate } from './evaluation';

const fields = { total: expectedValue('100.00') };
const dataset = { name: 'd', digest: 'e' };
const { identity } = predictionOf();

it('reports the documents for tuning apart, and compares the others only', () => {
  const evaluation = evaluateCandidate(
    identity,
    [
      { document: documentOf('a.pdf', { fields, split: 'tune' }), readings: [readingOf({ fields: { total: '1' } })] },
      { document: documentOf('b.pdf', { fields }), readings: [readingOf({ fields: { total: '100' } })] },
    ],
    { dataset },
  );

  expect(evaluation.test).toMatchObject({ documents: 1, wrongAnswers: 0 });
  expect(evaluation.tune).toMatchObject({ documents: 1, wrongAnswers: 1 });
  expect(Object.keys(evaluation.asBaseline.documents)).toEqual(['b.pdf']);
});

it('scores the first reading of a document, counts the effort of all, and names every one that failed', () => {
  const calls = [{ milliseconds: 1000, inputTokens: 10, outputTokens: 1 }];
  const evaluation = evaluateCandidate(
    identity,
    [
      {
        document: documentOf('a.pdf', { fields }),
        readings: [
          readingOf({ fields: { total: '100.00' }, calls }),
          readingOf({ fields: { total: '10.00' }, calls }),
          { kind: 'error', reason: 'failed: ThrottlingException' },
        ],
      },
    ],
    { dataset },
  );

  expect(evaluation.test).toMatchObject({ wrongAnswers: 0 });
  expect(evaluation.effort).toMatchObject({ calls: 2, inputTokens: 20 });
  expect(evaluation.flips).toMatchObject([{ document: 'a.pdf', field: 'total' }]);
  expect(evaluation.errors).toEqual([{ document: 'a.pdf', reason: 'failed: ThrottlingException' }]);
});

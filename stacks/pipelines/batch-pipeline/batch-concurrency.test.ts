import { batchConcurrency } from './batch-concurrency';

const limits = (detectDocumentTextPerSecond: number, requestsPerMinute: number) => ({
  textract: { detectDocumentTextPerSecond, startDocumentTextDetectionPerSecond: 1 },
  bedrock: { requestsPerMinute },
});

describe('batchConcurrency', () => {
  it.each([
    ['the model', 25, 50, 5],
    ['Textract', 25, 6_000, 250],
    ['Textract in a region of one call a second', 1, 6_000, 10],
    ['nothing but one at a time', 25, 1, 1],
    ['what a Distributed Map runs at once', 5_000, 1_000_000, 10_000],
  ])('is bound by %s', (_, detect, requests, expected) => {
    expect(batchConcurrency(limits(detect, requests))).toBe(expected);
  });
});

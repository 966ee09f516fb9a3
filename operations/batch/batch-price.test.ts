import { priceBatch } from './batch-price';
import { planBatch } from './plan/batch-plan';
import { estimateDocuments } from './plan/measure-documents';
import { progressText, restSeconds } from './read-map-run';

const planning = {
  limits: {
    region: 'us-east-1',
    detectDocumentTextPerSecond: 10,
    startDocumentTextDetectionPerSecond: 5,
    bedrockRequestsPerMinute: 100,
    modelId: 'amazon.nova-lite-v1:0',
  },
  transitions: { batch: 6, document: 15, handedOver: 17 },
};

describe('the price of a batch', () => {
  it('is of the whole what `batch plan` estimates, and so far that of what has ended', () => {
    const { soFar, whole, isWhole, isCounted } = priceBatch({ items: 100, done: 40, unread: 0 }, planning);

    expect(whole).toEqual(planBatch(estimateDocuments(100), planning).price);
    expect(soFar).toEqual(planBatch(estimateDocuments(40), planning).price);
    expect([isWhole, isCounted]).toEqual([false, false]);
  });

  it('has no text and no model for what was rejected or processed before', () => {
    const { soFar } = priceBatch({ items: 10, done: 10, unread: 10 }, planning);

    expect(soFar).toMatchObject({ textract: 0, bedrock: 0 });
    expect(soFar.stepFunctions).toBeGreaterThan(0);
  });

  it('takes what the summary has counted of Step Functions', () => {
    const { soFar, whole, isWhole, isCounted } = priceBatch(
      { items: 10, done: 10, unread: 0, stepFunctions: 1 },
      planning,
    );

    expect(soFar.stepFunctions).toBe(1);
    expect(soFar.total).toBeCloseTo(1 + soFar.textract + soFar.bedrock!, 10);
    expect(whole).toEqual(soFar);
    expect([isWhole, isCounted]).toEqual([true, true]);
  });

  it('is unknown where that of the model is, but for the parts that are known', () => {
    const limits = { ...planning.limits, modelId: 'no-such-model' };

    expect(priceBatch({ items: 10, done: 1, unread: 0 }, { ...planning, limits }).whole).toMatchObject({
      bedrock: undefined,
      total: undefined,
      textract: 0.015,
    });
  });
});

describe('the rest of time', () => {
  const mapRun = {
    mapRunArn: 'm',
    startDate: new Date(0),
    total: 100,
    pending: 55,
    running: 20,
    succeeded: 24,
    failed: 1,
  };

  it('goes on at the pace so far', () => {
    expect(restSeconds(mapRun, 50_000)).toBe(150);
    expect(progressText(mapRun)).toBe('25 of 100 item(s) done, 20 running, 55 pending, 1 failed');
  });

  it.each([
    ['few items have ended', { ...mapRun, succeeded: 8 }, 50_000],
    ['it has just begun', mapRun, 9_000],
    ['everything has ended', { ...mapRun, succeeded: 99 }, 50_000],
    ['its start is unknown', { ...mapRun, startDate: undefined as never }, 50_000],
  ])('is not told if %s', (_, counts, now) => {
    expect(restSeconds(counts, now)).toBeUndefined();
  });
});

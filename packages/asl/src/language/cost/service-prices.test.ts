import {
  estimatedTokens,
  lambdaPrice,
  meterPrice,
  modelPrice,
  pricePerTransition,
  servicePrices,
  tokensPrice,
} from '.';

describe('meterPrice', () => {
  it.each([
    ['textractTextPage', 1_000, 1.5],
    ['expressRequest', 1_000_000, 1],
    ['restApiRequest', 1_000_000, 3.5],
    ['dynamodbWrite', 2_000_000, 1.25],
  ] as const)('of %s for %d units is %d dollars', (meter, units, dollars) => {
    expect(meterPrice(meter, units)).toBeCloseTo(dollars, 9);
  });

  it('agrees with the price of a transition by region', () => {
    expect(meterPrice('standardTransition', 1)).toBeCloseTo(pricePerTransition('us-east-1'), 12);
  });

  it.each(Object.entries(servicePrices))('of %s names a page of AWS', (_meter, { page, dollars, per }) => {
    expect(page).toMatch(/^https:\/\/aws\.amazon\.com\/[a-z0-9/-]+\/$/);
    expect(dollars / per).toBeGreaterThan(0);
  });
});

describe('tokensPrice', () => {
  it('takes the price of the model that the longest known part of the id names', () => {
    expect(modelPrice('anthropic.claude-sonnet-4-5-20250929-v1:0')?.inputDollars).toBeCloseTo(3.3, 9);
    expect(modelPrice('anthropic.claude-sonnet-4-20250514-v1:0')?.inputDollars).toBe(3);
  });

  it('costs a tenth more where calls stay in a geography than where they may go anywhere', () => {
    const use = { inputTokens: 1_000_000, outputTokens: 100_000 };
    expect(tokensPrice({ ...use, modelId: 'global.anthropic.claude-haiku-4-5-20251001-v1:0' })).toBeCloseTo(1.5, 9);
    expect(tokensPrice({ ...use, modelId: 'us.anthropic.claude-haiku-4-5-20251001-v1:0' })).toBeCloseTo(1.65, 9);
  });

  it('costs half in a batch inference job', () => {
    const use = { modelId: 'amazon.nova-lite-v1:0', inputTokens: 1_000_000, outputTokens: 0 };
    expect(tokensPrice({ ...use, batch: true })).toBeCloseTo(0.03, 9);
  });

  it('is not known of a model that no list here names', () => {
    expect(tokensPrice({ modelId: 'someone.else-v1', inputTokens: 1, outputTokens: 1 })).toBeUndefined();
  });
});

test('lambdaPrice adds requests and the GB-seconds of the memory given', () => {
  const use = { invocations: 1_000_000, durationMilliseconds: 500, memoryMegabytes: 512 };
  expect(lambdaPrice(use)).toBeCloseTo(0.2 + 250_000 * 0.0000133334, 6);
});

test('estimatedTokens rounds a part of a token up', () => {
  expect(estimatedTokens(9)).toBe(3);
});

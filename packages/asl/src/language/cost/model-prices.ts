/** What a model's tokens cost on demand, in US dollars per million, in us-east-1: https://aws.amazon.com/bedrock/pricing/ */
export interface ModelPrice {
  readonly inputDollars: number;
  readonly outputDollars: number;
  /** What a call that stays in one region, or in one geography's regions, costs more than one that may go anywhere. */
  readonly regionalFactor: number;
  /** Why the figure should be looked up before it is relied on; absent: it is well known. */
  readonly unconfirmed?: string;
}

/** A batch inference job costs half: https://aws.amazon.com/bedrock/pricing/ */
const batchFactor = 0.5;

const seenElsewhere = 'the page names it behind a selection; the figure was read in articles of 2026';

/** By the middle of a model's id, the longest that fits counts: `us.anthropic.claude-haiku-4-5-20251001-v1:0`. */
const modelPrices: Readonly<Record<string, ModelPrice>> = {
  'anthropic.claude-haiku-4-5': model(1, 5, 1.1, seenElsewhere),
  'anthropic.claude-sonnet-4-5': model(3, 15, 1.1, seenElsewhere),
  'anthropic.claude-sonnet-4-6': model(3, 15, 1.1, seenElsewhere),
  'anthropic.claude-sonnet-4': model(3, 15),
  'anthropic.claude-3-7-sonnet': model(3, 15),
  'anthropic.claude-3-5-haiku': model(0.8, 4),
  'anthropic.claude-3-haiku': model(0.25, 1.25),
  'amazon.nova-micro': model(0.035, 0.14),
  'amazon.nova-lite': model(0.06, 0.24),
  'amazon.nova-pro': model(0.8, 3.2),
};

/** The middles of the ids of models whose price is known. */
export const pricedModels: readonly string[] = Object.keys(modelPrices);

/** Tokens of calls to one model. */
export interface TokenUse {
  /** A foundation model's id, an inference profile's id, or the ARN of either. */
  readonly modelId: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Whether a batch inference job makes the calls; default false. */
  readonly batch?: boolean;
}

/**
 * Returns the price of a model with its factor for a region's endpoint; undefined for a model that is not in the table.
 */
export function modelPrice(modelId: string): ModelPrice | undefined {
  const known = pricedModels.filter((id) => modelId.includes(id));
  const found = modelPrices[known.sort((a, b) => b.length - a.length)[0] ?? ''];
  if (found === undefined) return undefined;
  const factor = /(^|\/)global\./.test(modelId) ? 1 : found.regionalFactor;
  return { ...found, inputDollars: found.inputDollars * factor, outputDollars: found.outputDollars * factor };
}

/** Returns US dollars for tokens, without caching; undefined if the model's price is unknown. */
export function tokensPrice({ modelId, inputTokens, outputTokens, batch = false }: TokenUse): number | undefined {
  const price = modelPrice(modelId);
  if (price === undefined) return undefined;
  const dollars = (inputTokens * price.inputDollars + outputTokens * price.outputDollars) / 1_000_000;
  return batch ? dollars * batchFactor : dollars;
}

/** Characters per token, on average, in English business documents: an estimate, not a tokenizer. */
export const charactersPerToken = 4;

/** Estimates the tokens of a string of so many characters. */
export function estimatedTokens(characters: number): number {
  return Math.ceil(characters / charactersPerToken);
}

function model(inputDollars: number, outputDollars: number, regionalFactor = 1, unconfirmed?: string): ModelPrice {
  const price = { inputDollars, outputDollars, regionalFactor };
  return unconfirmed === undefined ? price : { ...price, unconfirmed };
}

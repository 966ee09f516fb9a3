import { tokensPrice } from '@document-pipelines/asl/cost';
import type { Prediction } from '../reading/prediction';
import { percentile } from './statistics/percentile';

/** What readings took. `uncounted` is the number of calls without token counts; they make the sums too low. */
export interface Effort {
  readonly documents: number;
  readonly calls: number;
  readonly failedCalls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cachedTokens: number;
  readonly uncounted: number;
  readonly repairs: number;
  readonly retries: number;
  /** US dollars: 0 of the offline reader, undefined if it is not known what the model costs. */
  readonly dollars?: number;
  readonly dollarsPerDocument?: number;
  readonly dollarsPerThousand?: number;
  /** Seconds of successful calls. A prediction from the cache has those of its recorded calls. */
  readonly seconds?: { readonly p50: number; readonly p95: number; readonly max: number };
}

/** Returns the sums of predictions. */
export function effortOf(predictions: readonly Prediction[]): Effort {
  const calls = predictions.flatMap((prediction) => prediction.calls);
  const answered = calls.filter(({ error }) => error === undefined);
  const sum = (values: readonly (number | undefined)[]): number => values.reduce<number>((a, b) => a + (b ?? 0), 0);
  const inputTokens = sum(calls.map((call) => call.inputTokens));
  const outputTokens = sum(calls.map((call) => call.outputTokens));
  return {
    documents: predictions.length,
    calls: calls.length,
    failedCalls: calls.length - answered.length,
    inputTokens,
    outputTokens,
    cachedTokens: sum(calls.map((call) => call.cachedTokens)),
    uncounted: answered.filter((call) => call.inputTokens === undefined || call.outputTokens === undefined).length,
    repairs: sum(predictions.map(({ repairs }) => repairs)),
    retries: sum(predictions.map(({ retries }) => retries)),
    ...priceOf(predictions, { inputTokens, outputTokens }),
    ...secondsOf(answered.map(({ milliseconds }) => milliseconds / 1000)),
  };
}

function priceOf(
  predictions: readonly Prediction[],
  tokens: { readonly inputTokens: number; readonly outputTokens: number },
): Pick<Effort, 'dollars' | 'dollarsPerDocument' | 'dollarsPerThousand'> {
  const [first] = predictions;
  if (first === undefined) return {};
  const { from, modelAsked: modelId } = first.identity;
  const priced = from === 'bedrock' ? tokensPrice({ modelId, ...tokens }) : undefined;
  const dollars = from === 'offline' ? 0 : priced;
  if (dollars === undefined) return {};
  const dollarsPerDocument = dollars / predictions.length;
  return { dollars, dollarsPerDocument, dollarsPerThousand: 1000 * dollarsPerDocument };
}

function secondsOf(seconds: readonly number[]): Pick<Effort, 'seconds'> {
  const [p50, p95, max] = [0.5, 0.95, 1].map((part) => percentile(seconds, part));
  return p50 === undefined || p95 === undefined || max === undefined ? {} : { seconds: { p50, p95, max } };
}

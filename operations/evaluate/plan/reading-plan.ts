import { tokensPrice } from '@document-pipelines/asl/cost';
import { assumed } from '../../batch/plan/batch-plan';
import type { LabelledDocument } from '../dataset/dataset';
import type { Candidate } from '../reading/candidates';
import type { Identity } from '../reading/identity';
import type { PredictionFiles } from '../reading/prediction-files';

/** A reading without a prediction in the cache. */
export interface MissingReading {
  readonly document: LabelledDocument;
  readonly reading: number;
}

/** Estimated calls, tokens and price of reading with a candidate. */
export interface ReadingPlan {
  readonly candidate: Candidate;
  readonly missing: readonly MissingReading[];
  /** Readings from the cache, which are free. */
  readonly cached: number;
  readonly calls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** US dollars: 0 of the offline reader; undefined if it is not known what the model costs. */
  readonly dollars?: number;
}

/** Input of a plan. */
export interface PlanReadingsOptions {
  readonly candidate: Candidate;
  readonly documents: readonly LabelledDocument[];
  readonly repeat: number;
  readonly files: PredictionFiles;
}

/** Returns what a candidate has to read. Documents of the same bytes are read once. */
export function planReadings({
  candidate,
  documents,
  repeat,
  files,
}: PlanReadingsOptions): Pick<ReadingPlan, 'missing' | 'cached'> {
  const { identity } = candidate;
  const distinct = [...new Map(documents.map((document) => [document.digest, document])).values()];
  const all = distinct.flatMap((document) =>
    Array.from({ length: repeat }, (_, index) => ({ document, reading: index + 1 })),
  );
  const missing = all.filter(
    ({ document: { digest }, reading }) => files.find({ identity, digest, reading }) === undefined,
  );
  return { missing, cached: all.length - missing.length };
}

/** Estimates the cost of readings from the pages of documents by their digest: 0 pages for documents that cannot be read. */
export function priceReadings(
  candidate: Candidate,
  readings: Pick<ReadingPlan, 'missing' | 'cached'>,
  pages: ReadonlyMap<string, number>,
): ReadingPlan {
  const calls = readings.missing.map(({ document }) => ({
    count: callsOf(document, pages.get(document.digest) ?? assumed.pages),
    pages: pages.get(document.digest) ?? assumed.pages,
  }));
  const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
  const inputTokens = sum(
    calls.map((one) => one.count * (assumed.inputTokensPerCall + one.pages * assumed.inputTokensPerPage)),
  );
  const count = sum(calls.map((one) => one.count));
  const outputTokens = count * assumed.outputTokensPerCall;
  const dollars = dollarsOf(candidate.identity, { calls: count, inputTokens, outputTokens });
  return {
    candidate,
    ...readings,
    calls: count,
    inputTokens,
    outputTokens,
    ...(dollars === undefined ? {} : { dollars }),
  };
}

/** Documents without sums are summarized in a call of its own. */
function callsOf({ expectation: { type, outcome } }: LabelledDocument, pages: number): number {
  if (pages === 0 || outcome === 'rejected') return 0;
  return type === 'invoice' || type === 'receipt' ? 1 : assumed.modelCallsPerDocument;
}

function dollarsOf(
  { from, modelAsked: modelId }: Identity,
  { calls, ...tokens }: { readonly calls: number; readonly inputTokens: number; readonly outputTokens: number },
): number | undefined {
  if (calls === 0 || from === 'offline') return 0;
  return from === 'bedrock' ? tokensPrice({ modelId, ...tokens }) : undefined;
}

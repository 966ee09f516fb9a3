import { meterPrice, standardPrice, tokensPrice } from '@document-pipelines/asl/cost';
import type { BatchTransitions } from './batch-paths';

/** Quotas and the model from an environment's file. */
export interface PlanLimits {
  readonly region: string;
  /** One-page documents a second. */
  readonly detectDocumentTextPerSecond: number;
  /** Longer documents a second. */
  readonly startDocumentTextDetectionPerSecond: number;
  readonly bedrockRequestsPerMinute: number;
  /** The model, or the inference profile. */
  readonly modelId: string;
}

/** What is known of a batch's documents before it runs. */
export interface MeasuredDocuments {
  readonly documents: number;
  /** Rows that name what an earlier row names already. */
  readonly duplicates: number;
  /** Documents whose pages were counted, and their pages. */
  readonly counted: number;
  readonly pages: number;
  /** Counted documents of more than one page. */
  readonly ofSeveralPages: number;
  /** Local files that cannot be read: the pipeline rejects them, at almost no cost. */
  readonly unreadable: number;
}

/** Assumptions about documents that were not counted. */
export const assumed = {
  /** Of a document that is not here. */
  pages: 1,
  /** Of a page's text, the definition's own words and the tool's schema in tokens: about 3,000 characters a page. */
  inputTokensPerPage: 750,
  inputTokensPerCall: 900,
  outputTokensPerCall: 350,
  /** EnrichDocument, and SummarizeDocument for documents that are not invoices. */
  modelCallsPerDocument: 2,
} as const;

/** Children that a Distributed Map begins in a second: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const dispatchedPerSecond = 100;

/** What limits the speed of a batch. */
export interface TimeBound {
  readonly what: string;
  readonly seconds: number;
}

/** Estimated time and cost of a batch. Prices in US dollars; undefined if the price of the model is unknown. */
export interface BatchPlan {
  readonly documents: number;
  /** Counted and assumed ones together. */
  readonly pages: number;
  /** State transitions billed by Step Functions if no document is handed over. */
  readonly transitions: number;
  readonly price: {
    readonly stepFunctions: number;
    readonly textract: number;
    readonly bedrock: number | undefined;
    readonly total: number | undefined;
  };
  /** Additional cost of each handed-over document; `total` in US dollars, including the second call of the model. */
  readonly eachHandedOver: {
    readonly transitions: number;
    readonly bedrock: number | undefined;
    readonly total: number | undefined;
  };
  /** The longest first; the batch takes at least this long. */
  readonly bounds: readonly TimeBound[];
  readonly seconds: number;
  readonly assumptions: readonly string[];
}

/** What a plan is computed from. */
export interface PlanBatchOptions {
  readonly limits: PlanLimits;
  readonly transitions: BatchTransitions;
}

/** Returns the estimated time and cost of a batch. */
export function planBatch(measured: MeasuredDocuments, planning: PlanBatchOptions): BatchPlan {
  const { limits, transitions: billed } = planning;
  const { documents, counted, unreadable } = measured;
  const read = documents - unreadable;
  const pages = measured.pages + (read - counted) * assumed.pages;
  const transitions = billed.batch + documents * billed.document;
  const stepFunctions = standardPrice({ stateTransitions: transitions, region: limits.region });
  const textract = meterPrice('textractTextPage', pages);
  const bedrock = tokensPrice({ modelId: limits.modelId, ...tokensOf(read, pages) });
  const bounds = boundsOf(measured, limits);
  return {
    documents,
    pages,
    transitions,
    price: { stepFunctions, textract, bedrock, total: sumOf(stepFunctions, textract, bedrock) },
    eachHandedOver: handedOverOf(planning, read === 0 ? 0 : pages / read),
    bounds,
    seconds: bounds[0]?.seconds ?? 0,
    assumptions: assumptionsOf(measured, billed),
  };
}

/** The text is not read again: it is in the results bucket. */
function handedOverOf(
  { limits, transitions: { handedOver } }: PlanBatchOptions,
  pages: number,
): BatchPlan['eachHandedOver'] {
  const bedrock = tokensPrice({ modelId: limits.modelId, ...tokensOf(1, pages) });
  const stepFunctions = standardPrice({ stateTransitions: handedOver, region: limits.region });
  return { transitions: handedOver, bedrock, total: sumOf(stepFunctions, bedrock) };
}

function sumOf(...prices: readonly (number | undefined)[]): number | undefined {
  return prices.reduce((sum, price) => (sum === undefined || price === undefined ? undefined : sum + price), 0);
}

function tokensOf(documents: number, pages: number): { readonly inputTokens: number; readonly outputTokens: number } {
  const { inputTokensPerPage, inputTokensPerCall, outputTokensPerCall, modelCallsPerDocument: calls } = assumed;
  return {
    inputTokens: calls * (pages * inputTokensPerPage + documents * inputTokensPerCall),
    outputTokens: calls * documents * outputTokensPerCall,
  };
}

function boundsOf(
  { documents, ofSeveralPages, unreadable }: MeasuredDocuments,
  limits: PlanLimits,
): readonly TimeBound[] {
  const read = documents - unreadable;
  const { detectDocumentTextPerSecond: detect, startDocumentTextDetectionPerSecond: start } = limits;
  const calls = read * assumed.modelCallsPerDocument;
  const bounds: readonly TimeBound[] = [
    { what: `Textract, ${detect} one-page documents a second`, seconds: (read - ofSeveralPages) / detect },
    { what: `Textract, ${start} longer documents a second`, seconds: ofSeveralPages / start },
    {
      what: `Bedrock, ${limits.bedrockRequestsPerMinute} requests a minute`,
      seconds: (calls / limits.bedrockRequestsPerMinute) * 60,
    },
    { what: `the Map, ${dispatchedPerSecond} children a second`, seconds: documents / dispatchedPerSecond },
  ];
  return bounds.filter(({ seconds }) => seconds > 0).sort((a, b) => b.seconds - a.seconds);
}

function assumptionsOf(
  { documents, counted, unreadable }: MeasuredDocuments,
  { batch, document }: BatchTransitions,
): readonly string[] {
  const uncounted = documents - unreadable - counted;
  const { inputTokensPerPage, inputTokensPerCall, outputTokensPerCall, modelCallsPerDocument } = assumed;
  return [
    ...(uncounted > 0 ? [`${uncounted} document(s) with uncounted pages have ${assumed.pages} each`] : []),
    `a document uses the path without errors and retries: ${document} transitions with its child of the Map; ${batch} more for the batch itself`,
    `the model is called ${modelCallsPerDocument} times a document (an invoice: once), each with ${inputTokensPerCall} tokens and ${inputTokensPerPage} a page in, ${outputTokensPerCall} out`,
    'prices are those of us-east-1 on demand, free allowances left out; Lambda, S3, DynamoDB and reviews are not counted',
    'quotas are shared: documents that arrive at the same time slow the batch down',
  ];
}

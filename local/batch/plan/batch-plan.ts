import { expressPrice, meterPrice, standardPrice, tokensPrice } from '../../../asl/cost';

/** The two state machines that a batch runs in. */
export type BatchVariant = 'STANDARD' | 'EXPRESS';

/** What an environment's file says of quotas and the model. */
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
  /** Files here that no reader can open: the pipeline rejects them, and they cost next to nothing. */
  readonly unreadable: number;
}

/** States that a child enters on its way: {@link defaultPathLength}. */
export interface PathLengths {
  readonly standard: number;
}

/** What is assumed of a document where nobody has counted. */
export const assumed = {
  /** Of a document that is not here. */
  pages: 1,
  /** Of a page's text, the definition's own words and the tool's schema in tokens: about 3,000 characters a page. */
  inputTokensPerPage: 750,
  inputTokensPerCall: 900,
  outputTokensPerCall: 350,
  /** EnrichDocument, and SummarizeDocument for what is no invoice. */
  modelCallsPerDocument: 2,
  /** Of an Express child: what it waits for Textract and the model (as the batch's MaxConcurrency has it), and the smallest memory billed. */
  expressSeconds: 10,
  expressMegabytes: 64,
} as const;

/** Children that a Distributed Map begins in a second: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const dispatchedPerSecond: Readonly<Record<BatchVariant, number>> = { STANDARD: 100, EXPRESS: 1000 };

/** What keeps a batch from being faster. */
export interface TimeBound {
  readonly what: string;
  readonly seconds: number;
}

/** What a batch will take, before anything is spent. US dollars; undefined: the model's price is on no list here. */
export interface BatchPlan {
  readonly variant: BatchVariant;
  readonly documents: number;
  /** Counted and assumed ones together. */
  readonly pages: number;
  /** STANDARD alone: what Step Functions bills. */
  readonly transitions?: number;
  /** EXPRESS alone. */
  readonly requests?: number;
  readonly gigabyteSeconds?: number;
  readonly price: {
    readonly stepFunctions: number;
    readonly textract: number;
    readonly bedrock: number | undefined;
    readonly total: number | undefined;
  };
  /** The longest first; the batch takes at least so long. */
  readonly bounds: readonly TimeBound[];
  readonly seconds: number;
  readonly assumptions: readonly string[];
}

/** Computes what a batch will take. */
export function planBatch(
  measured: MeasuredDocuments,
  {
    variant,
    limits,
    path,
  }: { readonly variant: BatchVariant; readonly limits: PlanLimits; readonly path: PathLengths },
): BatchPlan {
  const { documents, counted, unreadable } = measured;
  const read = documents - unreadable;
  const pages = measured.pages + (read - counted) * assumed.pages;
  const steps = stepFunctions(documents, { variant, limits, path });
  const textract = meterPrice('textractTextPage', pages);
  const bedrock = tokensPrice({ modelId: limits.modelId, ...tokensOf(read, pages) });
  const bounds = boundsOf(measured, { variant, limits });
  return {
    variant,
    documents,
    pages,
    ...steps.billed,
    price: {
      stepFunctions: steps.price,
      textract,
      bedrock,
      total: bedrock === undefined ? undefined : steps.price + textract + bedrock,
    },
    bounds,
    seconds: bounds[0]?.seconds ?? 0,
    assumptions: assumptionsOf(measured, variant, path),
  };
}

interface Planning {
  readonly variant: BatchVariant;
  readonly limits: PlanLimits;
  readonly path: PathLengths;
}

/** The batch's own execution is left out: it has five states. */
function stepFunctions(documents: number, { variant, limits, path }: Planning) {
  if (variant === 'STANDARD') {
    const transitions = documents * (path.standard + 1);
    return { billed: { transitions }, price: standardPrice({ stateTransitions: transitions, region: limits.region }) };
  }
  const { expressSeconds, expressMegabytes } = assumed;
  const price = expressPrice({
    executions: documents,
    durationMilliseconds: expressSeconds * 1000,
    memoryMegabytes: expressMegabytes,
  });
  const gigabyteSeconds = (documents * expressSeconds * expressMegabytes) / 1024;
  return { billed: { requests: documents, gigabyteSeconds }, price };
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
  { variant, limits }: Pick<Planning, 'variant' | 'limits'>,
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
    {
      what: `the Map, ${dispatchedPerSecond[variant]} children a second`,
      seconds: documents / dispatchedPerSecond[variant],
    },
  ];
  return bounds.filter(({ seconds }) => seconds > 0).sort((a, b) => b.seconds - a.seconds);
}

function assumptionsOf(
  { documents, counted, unreadable }: MeasuredDocuments,
  variant: BatchVariant,
  { standard }: PathLengths,
): readonly string[] {
  const uncounted = documents - unreadable - counted;
  const { inputTokensPerPage, inputTokensPerCall, outputTokensPerCall, modelCallsPerDocument } = assumed;
  return [
    ...(uncounted > 0 ? [`${uncounted} document(s) whose pages nobody counted have ${assumed.pages} each`] : []),
    variant === 'STANDARD'
      ? `a document takes the path without trouble: ${standard} states and the start of its execution; no retry, nothing handed over`
      : `an Express child lasts ${assumed.expressSeconds} s at ${assumed.expressMegabytes} MB; what is handed over costs a Standard execution besides`,
    `the model is called ${modelCallsPerDocument} times a document (an invoice: once), each with ${inputTokensPerCall} tokens and ${inputTokensPerPage} a page in, ${outputTokensPerCall} out`,
    'prices are those of us-east-1 on demand, free allowances left out; Lambda, S3, DynamoDB and reviews are not counted',
    'quotas are shared: what comes in by events at the same time makes it slower',
  ];
}

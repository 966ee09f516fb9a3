/**
 * Values that a price needs and a mocked run does not have. Each is an assumption, printed with the prices that use it
 * (docs/cost.md); a value from the run always takes precedence.
 */
export const assumptions = {
  region: 'us-east-1',
  /** A profile of one geography, as used in environments/dev.yaml. */
  modelId: 'us.anthropic.claude-haiku-4-5-20251001-v1:0',
  /**
   * Characters of text on a page: the mean over the five pages of invoice.pdf, wrong-sums.pdf and contract.pdf in
   * samples/.
   */
  charactersPerPage: 900,
  /** Pages of a document if its case does not set them. */
  pages: 1,
  /** Output tokens of a model if the mock holds no usage. */
  outputTokens: 300,
  /** Seconds that a call takes, by the service that is called. */
  secondsPerCall: { lambda: 0.5, bedrockruntime: 3, otherwise: 0.05 },
  /** Memory of a function whose name is not in the list below. */
  functionMegabytes: 256,
  /** Memory that an Express execution uses. */
  expressMegabytes: 64,
  /** Seconds of an Express child that would take a document of one page through the document pipeline's states. */
  expressChildSeconds: 20,
  /** US dollars a month that a second definition of the same states has to save before it pays. */
  expressPaysFrom: 300,
  /** An Express execution may not last longer. */
  expressLimitSeconds: 300,
} as const;

/** Functions that are larger, slower or pay for more than the rest. */
export const functions: Readonly<Record<string, FunctionUse>> = {
  'validate-document': { megabytes: 2_048, seconds: 0.5 },
  'extract-text': { megabytes: 1_024, seconds: 2, readsPages: true },
};

/** What a call of a function uses. */
export interface FunctionUse {
  readonly megabytes: number;
  readonly seconds: number;
  /** Whether Textract reads every page of the document for it. */
  readonly readsPages?: boolean;
}

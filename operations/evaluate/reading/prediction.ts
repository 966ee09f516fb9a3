import type { Identity } from './identity';

/** A recorded call of the model. */
export interface ModelCall {
  /** The tool that was asked for; absent for a call without one. */
  readonly tool?: string;
  readonly milliseconds: number;
  /** Counts that are unknown are absent. */
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  /** Of the input tokens, those that a prompt cache had. */
  readonly cachedTokens?: number;
  /** Name of the error, if the call failed. */
  readonly error?: string;
}

/** What the pipeline read of a document: a file of the cache. It holds values of the document. */
export interface Prediction {
  readonly identity: Identity;
  /** The model that was used, if the response names it; else the requested one. */
  readonly modelAnswered: string;
  readonly document: { readonly name: string; readonly digest: string };
  /** From 1. */
  readonly reading: number;
  readonly outcome: 'stored' | 'review' | 'rejected';
  /** Why it was rejected or is in review. */
  readonly reason: string | null;
  readonly type: string | null;
  readonly confidence: number | null;
  readonly fields: Readonly<Record<string, unknown>>;
  /** Reasons for review other than the confidence. */
  readonly failedChecks: readonly string[];
  readonly calls: readonly ModelCall[];
  /** Calls that were repeated because the answer could not be used. */
  readonly repairs: number;
  /** Attempts after the first, of all states. */
  readonly retries: number;
}

/** The result of one reading: a prediction, or the reason why it is missing. */
export type ModelReading =
  | { readonly kind: 'read'; readonly prediction: Prediction; readonly isCached: boolean }
  | { readonly kind: 'error'; readonly reason: string };

import type { Json } from '@document-pipelines/asl/definition';

/** A review in the queue. */
export interface QueuedReview {
  readonly reviewId: string;
  readonly key: string;
  readonly documentType: string;
  /** From 0 to 1; absent without a confidence. */
  readonly confidence?: number;
  /** Why a person is asked: the beginning of the first reason. */
  readonly reason: string;
  readonly round: number;
}

/** The queue. */
export interface ReviewQueue {
  /** Before the filter. */
  readonly waiting: number;
  readonly reviews: readonly QueuedReview[];
}

/** One review, with what its fields say. */
export interface ShownReview extends Omit<QueuedReview, 'reason'> {
  readonly reasons: readonly string[];
  readonly status: 'WAITING' | 'DECIDED' | 'EXPIRED';
  readonly fields: Json;
  readonly answerBefore: string;
  readonly executionArn: string;
  readonly hasDocument: boolean;
  readonly decision?: { readonly decision: string; readonly reviewer: string; readonly decidedAt: string };
  /** To continue in the terminal. */
  readonly command: string;
}

/** A word and its place, as shares of the page: left, top, width and height from 0 to 1. */
export type PageWord = readonly [text: string, left: number, top: number, width: number, height: number];

/** What became of a decision. */
export type DecisionOutcome =
  | { readonly kind: 'decided'; readonly delivered: boolean }
  /** Another person was first: this decision stands. */
  | { readonly kind: 'conflict'; readonly decision: string; readonly reviewer: string; readonly decidedAt: string }
  | { readonly kind: 'checksFail'; readonly failedChecks: readonly string[] };

/** What fields are read as, and what still fails. */
export type CheckOutcome =
  | { readonly fields: Readonly<Record<string, Json>>; readonly failedChecks: readonly string[] }
  /** A value that cannot be read, in a sentence. */
  | { readonly invalid: string };

import type { Environment } from '../../../environments';

/** The bounds of how many documents a batch may process at once. */
export type BatchLimits = Pick<Environment, 'textract'> & { readonly bedrock: { readonly requestsPerMinute: number } };

/** Seconds from a child's first state to its last: extraction about two, two calls of the model about three each, the rest. */
const secondsPerDocument = 10;

/** EnrichDocument, and SummarizeDocument for all but invoices. */
const modelCallsPerDocument = 2;

/** Most children that a Distributed Map runs at once. */
const mostChildren = 10_000;

/**
 * Returns `MaxConcurrency` of a batch: as many children as keep the tighter of the two quotas busy.
 *
 * A child calls Textract once and the model twice, so Textract lets `detectDocumentTextPerSecond` documents per second
 * begin, Bedrock `requestsPerMinute / 60 / 2`. At that rate, documents that take 10 s each are `rate * 10` at a time
 * (Little's law). More of them would be throttled, and each retry is paid for; fewer would leave quota unused.
 *
 * us-east-1 (25 calls per second) with 50 requests per minute: min(25, 0.417) * 10 = 4.2, rounded up: 5. With 6,000
 * requests per minute: min(25, 50) * 10 = 250.
 */
export function batchConcurrency({ textract, bedrock }: BatchLimits): number {
  const byModel = bedrock.requestsPerMinute / 60 / modelCallsPerDocument;
  const documentsPerSecond = Math.min(textract.detectDocumentTextPerSecond, byModel);
  return Math.min(mostChildren, Math.max(1, Math.ceil(documentsPerSecond * secondsPerDocument)));
}

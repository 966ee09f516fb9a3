import type { ChosenDocument } from './choose-documents';
import type { DocumentResult } from './document-result';

/** Places where a document may end: it was stored, it was rejected with a reason, or it waits for a person or a time. */
const allowedOutcomes: readonly string[] = ['stored', 'rejected', 'review', 'waiting-release'];

/** Whether a document ended in an allowed place. */
export function isAllowed({ outcome }: DocumentResult): boolean {
  return allowedOutcomes.includes(outcome);
}

/**
 * Returns how a result differs from what documents.yaml expects; undefined if it does not, without an expectation, or for a result of
 * an earlier run.
 */
export function differenceFrom(
  expected: ChosenDocument & { readonly isKnown: boolean },
  result: DocumentResult,
): string | undefined {
  if (result.alreadyProcessed || expected.expect === undefined) return undefined;
  if (result.outcome !== expected.expect)
    return `expected ${result.document} to be ${expected.expect}, but it is ${outcomeText(result)}`;
  if (expected.reason !== undefined && result.reason !== expected.reason) {
    return `expected ${result.document} to be ${expected.expect} with ${expected.reason}, but it is ${outcomeText(result)}`;
  }
  const { deliveries = 1 } = expected;
  if (!expected.isKnown && result.deliveries < deliveries)
    return `${result.document} was delivered ${result.deliveries} times, expected ${deliveries}`;
  return undefined;
}

/** `rejected: EmptyDocument`. */
export function outcomeText({ outcome, reason }: DocumentResult): string {
  return reason === undefined || reason === '' ? outcome : `${outcome}: ${reason}`;
}

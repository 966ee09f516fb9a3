import type { BatchPrice, OutcomeCounts } from './summary';

/**
 * Transitions that AWS bills for a document by its outcome, on the usual path: the states that its execution enters and
 * that execution's start, the child's Task and the child's start. tests/batch counts them on the definitions
 * themselves.
 */
export const transitionsByOutcome = {
  STORED: 15,
  REJECTED: 7,
  HANDED_OVER: 16,
  ALREADY_PROCESSED: 5,
} as const;

/** A child that failed, or ended in an unknown way, counts as one with the longest path. */
const transitionsOtherwise = 16;

/**
 * Returns US dollars for Step Functions: https://aws.amazon.com/step-functions/pricing/.
 * `pricePerTransition`: the region's. Textract, Bedrock, Lambda and other services are not included.
 */
export function priceOf(counts: OutcomeCounts & { readonly items: number }, pricePerTransition: number): BatchPrice {
  const known = Object.entries(transitionsByOutcome) as [keyof typeof transitionsByOutcome, number][];
  const usual = known.reduce((sum, [outcome, each]) => sum + counts[outcome] * each, 0);
  const transitions = usual + (counts.FAILED + counts.OTHER) * transitionsOtherwise;
  const stepFunctions = transitions * pricePerTransition;
  return {
    currency: 'USD',
    stepFunctions,
    perThousandItems: counts.items === 0 ? 0 : (stepFunctions / counts.items) * 1000,
    basis: { transitions },
    assumptions: [
      `A document is counted by its outcome: ${known.map(([outcome, each]) => `${outcome} ${each}`).join(', ')}, otherwise ${transitionsOtherwise} transitions.`,
      'Retries and texts of several parts are not counted: each retry, and each part, is more transitions.',
      'Textract, Bedrock, Lambda, DynamoDB and S3 are not in it, nor are the executions that documents were handed over to.',
      "The parent's own transitions (about six) and free allowances are left out.",
    ],
  };
}

import type { BatchPrice, OutcomeCounts } from './summarize-batch';
import type { ExpressUse } from './tally';

/** US dollars, from the stack: the region's price of a transition, and Express's. */
export interface Prices {
  readonly perTransition: number;
  readonly perExpressRequest: number;
  readonly perGigabyteSecond: number;
}

/**
 * Transitions that AWS bills for a STANDARD child by its outcome: states entered on the usual way, and one for the start. tests/batch
 * counts them on the definition itself.
 */
export const transitionsByOutcome = {
  STORED: 13,
  REJECTED: 5,
  HANDED_OVER: 13,
  ALREADY_PROCESSED: 3,
} as const;

/** A child that failed, or ended in a way that is not known, counts as one that went all the way. */
const transitionsOtherwise = 13;

/** Memory that an Express execution is billed with; in steps of 64 MB. */
const expressGigabytes = 64 / 1024;

/** What a batch is to be priced by. */
export interface PricedBatch {
  readonly type: 'STANDARD' | 'EXPRESS';
  readonly counts: OutcomeCounts & { readonly items: number };
  readonly use: ExpressUse;
  readonly prices: Prices;
}

/** US dollars for Step Functions: https://aws.amazon.com/step-functions/pricing/. Textract, Bedrock, Lambda and the rest are not in it. */
export function priceOf(batch: PricedBatch): BatchPrice {
  const { stepFunctions, basis, assumptions } = batch.type === 'STANDARD' ? standardPrice(batch) : expressPrice(batch);
  const perThousandItems = batch.counts.items === 0 ? 0 : (stepFunctions / batch.counts.items) * 1000;
  return { currency: 'USD', stepFunctions, perThousandItems, basis, assumptions: [...assumptions, ...always] };
}

const always = [
  'Textract, Bedrock, Lambda, DynamoDB and S3 are not in it, nor are the executions that documents were handed over to.',
  "The parent's own transitions (about six) and free allowances are left out.",
];

type Priced = Pick<BatchPrice, 'stepFunctions' | 'basis' | 'assumptions'>;

function standardPrice({ counts, prices }: PricedBatch): Priced {
  const known = Object.entries(transitionsByOutcome) as [keyof typeof transitionsByOutcome, number][];
  const usual = known.reduce((sum, [outcome, each]) => sum + counts[outcome] * each, 0);
  const transitions = usual + (counts.FAILED + counts.OTHER) * transitionsOtherwise;
  return {
    stepFunctions: transitions * prices.perTransition,
    basis: { transitions },
    assumptions: [
      `A child is counted by its outcome: ${known.map(([outcome, each]) => `${outcome} ${each}`).join(', ')}, otherwise ${transitionsOtherwise} transitions.`,
      'Retries and texts of several parts are not counted: each retry, and each part, is more transitions.',
    ],
  };
}

function expressPrice({ use, prices }: PricedBatch): Priced {
  const gigabyteSeconds = (use.billedMilliseconds / 1000) * expressGigabytes;
  return {
    stepFunctions: use.requests * prices.perExpressRequest + gigabyteSeconds * prices.perGigabyteSecond,
    basis: { requests: use.requests, gigabyteSeconds },
    assumptions: [
      'Durations are those of the result files, each rounded up to 100 ms; an execution uses at most 64 MB.',
    ],
  };
}

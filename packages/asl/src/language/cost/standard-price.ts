import { memberOf } from '../definition';

/**
 * US dollars for 1,000 state transitions of a Standard state machine, in regions whose price is not the usual one.
 * https://aws.amazon.com/step-functions/pricing/
 */
const dollarsPerThousand: Readonly<Record<string, number>> = {
  'eu-west-3': 0.0297,
  'sa-east-1': 0.0375,
  'us-gov-east-1': 0.03,
  'us-gov-west-1': 0.03,
};

/** The price of most regions: us-east-1, us-east-2, us-west-2, eu-west-1, eu-central-1 and those no other price is known of. */
const usualDollarsPerThousand = 0.025;

/** What a Standard state machine used. */
export interface StandardUse {
  /** States entered, retries, and one for each execution's start: all are billed alike. */
  readonly stateTransitions: number;
  readonly region: string;
}

/** US dollars for one state transition of a Standard state machine. */
export function pricePerTransition(region: string): number {
  return (memberOf(dollarsPerThousand, region) ?? usualDollarsPerThousand) / 1000;
}

/** US dollars for transitions of Standard state machines, the 4,000 free ones of a month left out of account. */
export function standardPrice({ stateTransitions, region }: StandardUse): number {
  return stateTransitions * pricePerTransition(region);
}

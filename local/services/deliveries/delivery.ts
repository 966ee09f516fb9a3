import type { Caller } from '../service';

/** A call that an event or a notification owes to a target; plain JSON, so that another process can make it. */
export interface Delivery {
  readonly id: string;
  /** ARN of the rule or subscription that owes it. */
  readonly from: string;
  /** ARN of the target. */
  readonly to: string;
  readonly service: string;
  readonly operation: string;
  /** The operation's input; a Lambda's payload stands in `payload` as text. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly payload?: string;
  readonly caller: Caller;
  /** The role the service must be let assume before each attempt. */
  readonly assume?: {
    readonly roleArn: string;
    readonly servicePrincipal: string;
    readonly conditionKeys: Readonly<Record<string, string>>;
  };
  /** Where it ends when it cannot arrive. */
  readonly deadLetter?: DeadLetter;
  readonly maximumRetryAttempts: number;
  readonly maximumAgeSeconds: number;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

/** A message for the target's dead-letter queue. */
export interface DeadLetter {
  readonly queueArn: string;
  readonly caller: Caller;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** A delivery that did not arrive: where it ended, and why. */
export interface UndeliveredReport {
  readonly from: string;
  readonly to: string;
  readonly error: string;
  readonly message: string;
  readonly ended: 'dead-letter queue' | 'dropped';
}

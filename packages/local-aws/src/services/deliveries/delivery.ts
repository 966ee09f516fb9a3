import type { Caller } from '../service';

/** A pending call of a target for an event or a notification; plain JSON, so that another process can make it. */
export interface Delivery {
  readonly id: string;
  /** ARN of its rule or subscription. */
  readonly from: string;
  /** ARN of the target. */
  readonly to: string;
  readonly service: string;
  readonly operation: string;
  /** The operation's input; the payload of a Lambda function is a string in `payload`. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly payload?: string;
  readonly caller: Caller;
  /** The role that the service must be allowed to assume before each attempt. */
  readonly assume?: {
    readonly roleArn: string;
    readonly servicePrincipal: string;
    readonly conditionKeys: Readonly<Record<string, string>>;
  };
  /** Where it is sent if it cannot be delivered. */
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

/** A failed delivery: where it was sent, and why. */
export interface UndeliveredReport {
  readonly from: string;
  readonly to: string;
  readonly error: string;
  readonly message: string;
  readonly ended: 'dead-letter queue' | 'dropped';
}

import type { Place } from '../kinds/kind';
import type { Policies } from '../policies';
import type { EventBus } from './event-bus';
import type { Services } from './service';

/** Time, as far as storage and messaging need it; the interpreter's Clock is one. */
export interface ServiceClock {
  /** Milliseconds since the epoch. */
  now(): number;
  sleep(seconds: number, signal?: AbortSignal): Promise<void>;
}

/** A delivery that did not arrive: where it ended, and why. */
export interface UndeliveredReport {
  /** The rule or subscription that owed the delivery. */
  readonly from: string;
  readonly to: string;
  readonly error: string;
  readonly message: string;
  readonly ended: 'dead-letter queue' | 'dropped';
}

/** What storage and messaging are started with. */
export interface StorageAndMessagingOptions {
  readonly place: Place;
  readonly policies: Policies;
  readonly services: Services;
  /** Origin of the endpoint: queue URLs begin with it, because the SDK follows a queue's URL. */
  readonly endpointUrl: string;
  readonly clock?: ServiceClock;
  readonly onUndelivered?: (report: UndeliveredReport) => void;
}

/** S3, DynamoDB, SQS, SNS and EventBridge, registered with the services. */
export interface StorageAndMessaging {
  readonly eventBus: EventBus;
  /** Takes up the deliveries that an earlier process still owed. Call it when the stack has been applied. */
  resumeDeliveries(): Promise<void>;
  /** Resolves when no delivery is pending. */
  whenDelivered(): Promise<void>;
  close(): Promise<void>;
}

/** Starts and registers s3, dynamodb, sqs, sns and events with their state under `place.stateFolder`. */
export async function startStorageAndMessaging(_options: StorageAndMessagingOptions): Promise<StorageAndMessaging> {
  throw new Error('storage and messaging have not been built yet');
}

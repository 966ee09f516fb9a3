import path from 'node:path';
import type { LocalAccount } from '../local-account';
import type { Policies } from '../policies';
import { Outbox, type UndeliveredReport } from './deliveries';
import { startDynamodb } from './dynamodb';
import type { EventBus } from './event-bus';
import { createEvents } from './events';
import { createS3 } from './s3';
import { createScheduler } from './scheduler';
import type { Services } from './service';
import { computerClock, type ServiceClock, timeOfDayClock } from './service-clock';
import { createSns } from './sns';
import { createSqs } from './sqs';

/** Options of storage and messaging. */
export interface StorageAndMessagingOptions {
  readonly localAccount: LocalAccount;
  readonly policies: Policies;
  readonly services: Services;
  /** Origin of the endpoint: queue URLs begin with it, because the SDK follows a queue's URL. */
  readonly endpointUrl: string;
  readonly clock?: ServiceClock;
  /** Called for each failed delivery. */
  readonly onUndelivered?: (report: UndeliveredReport) => void;
}

/** S3, DynamoDB, SQS, SNS, EventBridge and its Scheduler, registered with the services. */
export interface StorageAndMessaging {
  readonly eventBus: EventBus;
  /** Continues the pending events and deliveries of an earlier process. Call it when the stack has been applied. */
  resumeDeliveries(): Promise<void>;
  /** Stops schedules and deliveries at once; pending ones stay on disk. */
  leave(): void;
  /** Resolves when no delivery is pending. */
  whenDelivered(): Promise<void>;
  close(): Promise<void>;
}

/** Starts and registers s3, dynamodb, sqs, sns, events and scheduler with their state under `place.stateFolder`. */
export async function startStorageAndMessaging(options: StorageAndMessagingOptions): Promise<StorageAndMessaging> {
  const { localAccount, policies, services, endpointUrl, clock = computerClock, onUndelivered = () => {} } = options;
  const outbox = new Outbox({
    folder: path.join(localAccount.stateFolder, 'deliveries'),
    services,
    policies,
    clock,
    onUndelivered,
  });
  const events = createEvents({ localAccount, outbox, clock });
  const s3 = createS3({ localAccount, policies, eventBus: events.eventBus, now: () => clock.now() });
  const dynamodb = await startDynamodb({ localAccount });
  const scheduler = createScheduler({
    localAccount,
    policies,
    clock: options.clock ?? timeOfDayClock,
    deliver: (deliveries) => outbox.add(deliveries),
  });
  for (const service of [
    s3.service,
    dynamodb.service,
    createSqs({ localAccount, endpointUrl, clock }),
    createSns({ localAccount, outbox, clock }),
    events.service,
    scheduler.service,
  ]) {
    services.register(service);
  }
  return {
    eventBus: events.eventBus,
    resumeDeliveries: async () => {
      outbox.resume();
      scheduler.start();
      await s3.publishOwedEvents();
    },
    leave: () => {
      scheduler.close();
      outbox.leave();
    },
    whenDelivered: () => outbox.whenEmpty(),
    close: async () => {
      scheduler.close();
      await outbox.close();
      await dynamodb.close();
    },
  };
}

export type { DeadLetter, Delivery, UndeliveredReport } from './delivery';
export { Outbox, type OutboxOptions } from './outbox';

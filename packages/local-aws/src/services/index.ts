export { createServices } from './create-services';
export type { UndeliveredReport } from './deliveries';
export type { EventBus, ServiceEvent } from './event-bus';
export { optionalNumber, optionalShape, optionalText, requiredText, shapesOf, textsByName } from './input';
export { asStream } from './s3';
export {
  type Caller,
  type EmbeddedService,
  type OnTrouble,
  type Operation,
  type Permission,
  ServiceError,
  type Services,
  type Shape,
} from './service';
export { computerClock, type ServiceClock } from './service-clock';
export {
  type StorageAndMessaging,
  type StorageAndMessagingOptions,
  startStorageAndMessaging,
} from './start-storage-and-messaging';

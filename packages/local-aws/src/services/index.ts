export { createServices } from './create-services';
export type { UndeliveredReport } from './deliveries';
export type { EventBus, ServiceEvent } from './event-bus';
export { optionalText, textsByName } from './input';
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
export { type StorageAndMessaging, startStorageAndMessaging } from './start-storage-and-messaging';

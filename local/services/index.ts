export { createServices } from './create-services';
export type { EventBus, ServiceEvent } from './event-bus';
export {
  type Caller,
  type EmbeddedService,
  type Operation,
  type Permission,
  ServiceError,
  type Services,
  type Shape,
} from './service';
export {
  type StorageAndMessaging,
  type StorageAndMessagingOptions,
  startStorageAndMessaging,
} from './start-storage-and-messaging';

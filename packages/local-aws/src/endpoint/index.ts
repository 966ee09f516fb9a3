export { askEnvironment, environmentApi, environmentPrefix, type ServedEnvironment } from './client/environment-api';
export { endpointServices, type SdkSettings, sdkCalls, usualRegion } from './client/sdk-calls';
export { type Endpoint, type EndpointCredentials, type EndpointOptions, startEndpoint } from './start-endpoint';
export type { WebApi, WebRequest, WebResponse } from './web-api';

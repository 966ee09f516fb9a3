export { type Endpoint, type EndpointCredentials, type EndpointOptions, startEndpoint } from './start-endpoint';
export type { WebApi, WebRequest, WebResponse } from './web-api';

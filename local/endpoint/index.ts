export { type Endpoint, type EndpointCredentials, type EndpointOptions, startEndpoint } from './start-endpoint';

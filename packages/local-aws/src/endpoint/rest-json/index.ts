export { restJsonProtocol } from './rest-json-protocol';

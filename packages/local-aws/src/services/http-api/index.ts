export { createHttpApi, type HttpApiService, httpApiPrefix } from './create-http-api';

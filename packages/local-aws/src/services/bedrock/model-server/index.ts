export { createModelServer, type ModelServerOptions } from './create-model-server';
export { listModels } from './list-models';
export type { ModelServer } from './request-json';
export { readServerAddress, type ServerAddress } from './server-address';

export type { ApiModel, ApiObject, ApiOperation, ApiShape, ApiShapes } from './api-model';
export { apiModelSource } from './api-model-source';
export { nearName, nearService } from './near-name';
export { readApiModel, readServiceNames } from './read-api-model';
export { findServiceCall, type ServiceCall, type ServiceResource, serviceCallOf } from './service-call';

export { type ApiSourceOptions, apiSource, namesIn, rowOf } from './api-source';
export { callEndpoint, endpointSource } from './endpoint-source';
export { ExecutionReader } from './execution-reader';
export {
  ExecutionNotFoundError,
  type ExecutionSource,
  type ExecutionWriter,
  type FunctionLog,
  type ListedExecutions,
  type ListedMachine,
  type ListRequest,
  type LogLine,
  type LogRequest,
  type OwnRedrive,
  type RowFailure,
  type StatesCall,
} from './execution-source';
export { failedStateIn } from './failed-state';
export { RowList, type RowsRequest } from './row-list';

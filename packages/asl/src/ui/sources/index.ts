export { type ApiSourceOptions, apiSource, namesIn, rowOf, type StatesCall } from './api-source';
export { endpointSource } from './endpoint-source';
export { ExecutionReader } from './execution-reader';
export {
  ExecutionNotFoundError,
  type ExecutionSource,
  type FunctionLog,
  type ListedExecutions,
  type ListedMachine,
  type ListRequest,
  type LogLine,
  type LogRequest,
  type RowFailure,
} from './execution-source';
export { failedStateIn } from './failed-state';
export { RowList, type RowsRequest } from './row-list';

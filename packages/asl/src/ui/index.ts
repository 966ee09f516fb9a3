export type {
  ComparedDefinition,
  DefinitionCost,
  DefinitionFiles,
  DefinitionWork,
  PricedLine,
} from './definitions/definition-files';
export { definitionPages } from './definitions/definition-pages';
export { asUserError } from './definitions/readable-problem';
export { type CaseRow, type CasesRunning, runCases } from './definitions/run-cases';
export { LocalRuns } from './definitions/runs/local-runs';
export { executionPages, type LocalExecutions } from './executions/execution-pages';
export * from './model';
export {
  type Act,
  ApiFile,
  type ApiRoute,
  type LiveTopics,
  NotFoundError,
  type UiContext,
  type UiPages,
} from './pages';
export { type ReadMapRun, reportedChildren, runReporter } from './report/report-file';
export { fileNameOf, type WantedReport, writeReports } from './report/write-reports';
export { type PageBundle, pageBundle, writeOwnPage } from './server/page-bundle';
export { type ServedUi, serveUi } from './server/serve-ui';
export { type ServeUntilOptions, serveUiUntil } from './server/serve-until';
export type { UiOptions } from './server/ui-server';
export { shareCalls } from './share-calls';
export {
  apiSource,
  callEndpoint,
  ExecutionNotFoundError,
  type ExecutionSource,
  type ExecutionWriter,
  endpointSource,
  type FunctionLog,
  failedStateIn,
  type ListedExecutions,
  type LogLine,
  type LogRequest,
  namesIn,
  type OwnRedrive,
  type RowFailure,
  rowOf,
  type StatesCall,
} from './sources';

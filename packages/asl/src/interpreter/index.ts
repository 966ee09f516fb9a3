export { type IntegrationPattern, type ParsedResource, parseResource } from '../language/definition';
export type { RandomSource } from '../language/expressions';
export { StatesError } from '../language/expressions';
export { type Clock, realClock } from './clock';
export { compileStateMachine } from './compile';
export type { CompiledStateMachine } from './compile/compiled-state-machine';
export type * from './execution-record';
export type * from './history-event';
export { linesOf, readLines } from './lines';
export type { ListedObject, MapObjects, ObjectCall } from './map-run/map-objects';
export type * from './map-run/map-run-record';
export { seededRandom, systemRandom } from './random';
export { failureText, type ReadableFailure, readableCause } from './readable-cause';
export { type RedriveStatus, redriveStatusOf } from './redrive/redrive-status';
export { processLeaves, timedOut } from './run/scope/scope-run';
export type {
  ChildExecutions,
  ExecutionDependencies,
  RunningExecution,
  StartExecutionOptions,
} from './running-execution';
export { SimulatedClock } from './simulated-clock';
export { redriveExecution, resumeExecution, startExecution } from './start-execution';
export { millisecondsBetween, millisecondsUntil } from './steady-time';
export type { TaskCall, TaskHandlers } from './task-handlers';
export { createTaskToken, executionArnOfTaskToken, TaskTokenError } from './task-token';
export { type TestStateDependencies, testState } from './test-state/test-state';
export {
  type InspectionData,
  type StateMock,
  type TestedStateConfiguration,
  TestStateError,
  type TestStateRequest,
  type TestStateResponse,
} from './test-state/test-state-request';
export { type DefinitionDiagnostic, definitionDiagnostics, diagnosticsText } from './validation/definition-diagnostics';

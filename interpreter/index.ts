export type { RandomSource } from '../asl/expressions';
export { StatesError } from '../asl/expressions';
export { type Clock, realClock } from './clock';
export { compileStateMachine } from './compile';
export type { CompiledStateMachine } from './compile/compiled-state-machine';
export type * from './execution-record';
export type * from './history-event';
export { type IntegrationPattern, type ParsedResource, parseResource } from '../asl/definition';
export { linesOf, readLines } from './lines';
export { failureText, readableCause, type ToldFailure } from './readable-cause';
export type { ListedObject, MapObjects, ObjectCall } from './map-run/map-objects';
export type * from './map-run/map-run-record';
export { type RedriveStatus, redriveStatusOf } from './redrive/redrive-status';
export { seededRandom, systemRandom } from './random';
export type {
  ChildExecutions,
  ExecutionSurroundings,
  RunningExecution,
  StartExecutionOptions,
} from './running-execution';
export { SimulatedClock } from './simulated-clock';
export { redriveExecution, resumeExecution, startExecution } from './start-execution';
export { millisecondsBetween, millisecondsUntil } from './steady-time';
export type { TaskCall, TaskHandlers } from './task-handlers';
export { processLeaves, timedOut } from './run/scope-run';
export { createTaskToken, executionArnOfTaskToken, TaskTokenError } from './task-token';
export { type TestSurroundings, testState } from './test-state/test-state';
export {
  type InspectionData,
  type StateMock,
  type TestedStateConfiguration,
  TestStateError,
  type TestStateRequest,
  type TestStateResponse,
} from './test-state/test-state-request';

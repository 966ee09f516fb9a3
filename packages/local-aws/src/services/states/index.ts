export { createStates, type States, type StatesOptions } from './create-states';
export type { ExecutionSnapshot } from './executions/archive/execution-archive';
export type { TestCaseRequest } from './executions/executions-options';
export { StateMachineAlreadyExists } from './machines/state-machine-already-exists';
export { createMapObjects } from './tasks/map-objects';

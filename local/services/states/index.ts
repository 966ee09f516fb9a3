export { createStates, type States, type StatesOptions } from './create-states';
export type { ExecutionSnapshot } from './executions';

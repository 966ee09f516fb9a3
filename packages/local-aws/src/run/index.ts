export { clean } from './clean';
export { type MachineRunOptions, runMachine } from './run-machine';

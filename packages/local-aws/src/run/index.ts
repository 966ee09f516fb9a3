export { cleanEnvironment } from './clean-environment';
export { type MachineRunOptions, runMachine } from './run-machine';

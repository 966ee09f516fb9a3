export { cleanEnvironment } from './clean-environment';
export { runMachine } from './run-machine';

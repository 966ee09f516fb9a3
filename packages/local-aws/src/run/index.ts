export { cleanEnvironment } from './clean-environment';
export { runMachine } from './run-machine';
export { showGrants } from './show-grants';

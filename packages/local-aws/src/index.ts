export { errorCode } from './error-code';
export { readJsonFile, writeJsonFile } from './json-file';
export type { RoleGrant } from './policies';
export { cleanEnvironment, runMachine, showGrants } from './run';
export { serve } from './serve';
export { type Local, type StartLocalOptions, startLocal } from './start-local';
export { StateFailure } from './state-failure';
export { StateInUseError } from './state-lock';
export { standstillOf } from './waiting';

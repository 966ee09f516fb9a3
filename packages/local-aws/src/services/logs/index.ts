export { createLogs } from './create-logs';
export { logRefusal } from './log-refusal';

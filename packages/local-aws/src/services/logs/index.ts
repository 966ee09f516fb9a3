export { createLogs } from './create-logs';

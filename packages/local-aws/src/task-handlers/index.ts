export { createTaskHandlers, type TaskHandlersOptions } from './task-handlers';

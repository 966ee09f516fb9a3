export { createEvents, type EventsOptions } from './create-events';
export { compileEventPattern } from './event-pattern';

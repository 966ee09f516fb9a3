export { createScheduler, type Scheduler } from './create-scheduler';
export type { SchedulerOptions } from './scheduler-state';

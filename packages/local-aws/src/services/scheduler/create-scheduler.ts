import { optionalText } from '../input';
import type { EmbeddedService, Operation, Permission, Shape } from '../service';
import * as operations from './schedule-operations';
import { type SchedulerOptions, SchedulerState } from './scheduler-state';

/** The local EventBridge Scheduler, and its clock. */
export interface Scheduler {
  readonly service: EmbeddedService;
  /** Fires what is overdue and schedules the rest. Call it when the stack has been applied. */
  start(): void;
  /** Stops the timers; schedules stay. */
  close(): void;
}

/**
 * EventBridge Scheduler with one-time schedules that call functions.
 * https://docs.aws.amazon.com/scheduler/latest/APIReference/API_Operations.html
 */
export function createScheduler(options: SchedulerOptions): Scheduler {
  const state = new SchedulerState(options);
  const operation = (run: Run, permissions: Operation['permissions']): Operation => ({
    permissions,
    run: (input) => run(state, input),
  });
  const onSchedule = (action: string, input: Shape): Permission => {
    const { GroupName: groupName = 'default', Name: name = '*' } = input;
    return { action, resource: state.scheduleArn(String(groupName), String(name)) };
  };
  const ofSchedule = (name: string, run: Run): Operation =>
    operation(run, (input) => [onSchedule(`scheduler:${name}`, input)]);
  const service: EmbeddedService = {
    name: 'scheduler',
    operations: {
      CreateScheduleGroup: operation(operations.createScheduleGroup, (input) => [
        { action: 'scheduler:CreateScheduleGroup', resource: state.groupArn(optionalText(input, 'Name') ?? '*') },
      ]),
      CreateSchedule: operation(operations.createSchedule, (input) => [
        onSchedule('scheduler:CreateSchedule', input),
        ...passesRole(input),
      ]),
      GetSchedule: ofSchedule('GetSchedule', operations.getSchedule),
      DeleteSchedule: ofSchedule('DeleteSchedule', operations.deleteSchedule),
      ListSchedules: operation(operations.listSchedules, () => [{ action: 'scheduler:ListSchedules', resource: '*' }]),
    },
  };
  return { service, start: () => state.schedules.start(), close: () => state.schedules.stop() };
}

type Run = (state: SchedulerState, input: Shape) => Promise<Shape>;

function passesRole({ Target: target }: Shape): readonly Permission[] {
  const roleArn = typeof target === 'object' && target !== null ? (target as Shape)['RoleArn'] : undefined;
  if (typeof roleArn !== 'string') return [];
  const conditionKeys = { 'iam:PassedToService': operations.schedulerPrincipal };
  return [{ action: 'iam:PassRole', resource: roleArn, conditionKeys }];
}

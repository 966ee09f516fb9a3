import { checkArguments, operator, textOf } from '../arguments';
import type { Kind, Kinds } from '../kind';

const group: Kind = async (resource, { services }) => {
  checkArguments(resource, ['name']);
  const name = textOf(resource, 'name');
  const { ScheduleGroupArn } = await services.call('scheduler', 'CreateScheduleGroup', { Name: name }, operator);
  return { id: name, name, arn: String(ScheduleGroupArn), state: 'ACTIVE' };
};

/** Groups of EventBridge Scheduler; functions create the schedules in them. */
export const schedulerKinds: Kinds = { aws_scheduler_schedule_group: group };

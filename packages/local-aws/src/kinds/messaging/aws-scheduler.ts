import { checkArguments, operator, textOf } from '../arguments';
import type { ResourceType, ResourceTypes } from '../resource-type';

const group: ResourceType = async (resource, { services }) => {
  checkArguments(resource, ['name']);
  const name = textOf(resource, 'name');
  const { ScheduleGroupArn } = await services.call('scheduler', 'CreateScheduleGroup', { Name: name }, operator);
  return { id: name, name, arn: String(ScheduleGroupArn), state: 'ACTIVE' };
};

/** Groups of EventBridge Scheduler; functions create the schedules in them. */
export const schedulerResourceTypes: ResourceTypes = { aws_scheduler_schedule_group: group };

import {
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  DeleteScheduleCommand,
  type SchedulerClient,
} from '@aws-sdk/client-scheduler';
import { fakeClient, type Interruption, on, serviceError } from './fake-client';

/** The part of EventBridge Scheduler that functions use: a name is in use until its schedule is deleted. By name. */
export function fakeScheduler(interruption?: Interruption) {
  const schedules = new Map<string, CreateScheduleCommandInput>();
  const scheduler = fakeClient<SchedulerClient>(
    [
      on(CreateScheduleCommand, (input) => {
        const { Name = '' } = input;
        if (schedules.has(Name)) throw serviceError('ConflictException', `Schedule ${Name} already exists.`, 409);
        schedules.set(Name, input);
        return { ScheduleArn: `arn:schedule/${Name}` };
      }),
      on(DeleteScheduleCommand, ({ Name = '' }) => {
        if (!schedules.delete(Name)) throw serviceError('ResourceNotFoundException', Name, 404);
        return {};
      }),
    ],
    interruption,
  );
  return { scheduler, schedules };
}

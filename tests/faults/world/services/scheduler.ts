import { CreateScheduleCommand, DeleteScheduleCommand, type SchedulerClient } from '@aws-sdk/client-scheduler';
import type { Clock } from '@document-pipelines/asl/interpreter';
import type { ReminderEvent } from '../../../../functions/shared/review/reminders';
import { fakeClient, on, serviceError } from '../../../fakes/fake-client';
import type { ReminderEffect } from '../fault-plan';

/** Dependencies of EventBridge Scheduler. */
export interface SchedulerDependencies {
  readonly clock: Clock;
  effectOn(event: ReminderEvent): ReminderEffect | undefined;
  /** Resolves when the called function has handled it. */
  call(event: ReminderEvent): Promise<unknown>;
  /** Runs work in the background. */
  beside(work: () => Promise<unknown>): void;
}

/** How much later than planned a late reminder comes: when everything is over. */
const latenessSeconds = 40 * 86_400;

/** EventBridge Scheduler with its schedules: each fires once at its time and is gone, unless it was deleted before. */
export function createScheduler({ clock, effectOn, call, beside }: SchedulerDependencies) {
  const planned = new Map<string, AbortController>();
  const alarm = async (name: string, event: ReminderEvent, seconds: number): Promise<void> => {
    const effect = effectOn(event);
    const signal = planned.get(name)?.signal;
    // A late one is already in flight when its schedule is deleted.
    const isDeleted = await clock
      .sleep(effect === 'late' ? seconds + latenessSeconds : seconds, effect === 'late' ? undefined : signal)
      .then(
        () => false,
        () => true,
      );
    planned.delete(name);
    if (isDeleted || effect === 'lost') return;
    for (let copies = effect === 'twice' ? 2 : 1; copies > 0; copies -= 1) await call(event);
  };
  const client = fakeClient<SchedulerClient>([
    on(CreateScheduleCommand, ({ Name = '', ScheduleExpression = '', Target }) => {
      if (planned.has(Name)) throw serviceError('ConflictException', `Schedule ${Name} already exists.`, 409);
      const [, at = ''] = /^at\((.*)\)$/.exec(ScheduleExpression) ?? [];
      planned.set(Name, new AbortController());
      const event = JSON.parse(Target?.Input ?? '') as ReminderEvent;
      beside(() => alarm(Name, event, (Date.parse(`${at}Z`) - clock.now()) / 1000));
      return { ScheduleArn: `arn:aws:scheduler:us-east-1:123456789012:schedule/reminders/${Name}` };
    }),
    on(DeleteScheduleCommand, ({ Name = '' }) => {
      const schedule = planned.get(Name);
      if (schedule === undefined) throw serviceError('ResourceNotFoundException', Name, 404);
      planned.delete(Name);
      schedule.abort();
      return {};
    }),
  ]);
  return { client, planned };
}

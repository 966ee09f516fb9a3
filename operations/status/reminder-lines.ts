import { type Account, allPages, follow } from '../account';

interface PlannedReminder {
  readonly Name: string;
  readonly GroupName: string;
}

/** Each is a call of its own. */
const mostShown = 20;

/** Returns the planned reminders. Locally, if no process runs when one is due, the next process sends it when it starts. */
export async function reminderLines({ call, names }: Account): Promise<readonly string[]> {
  const planned = await allPages<PlannedReminder>(
    (from) => call('scheduler', 'ListSchedules', { GroupName: names.reminderGroupName, ...from }),
    ({ Schedules: items }) => items,
    (answer) => follow(answer, { NextToken: 'NextToken' }),
  );
  const lines: string[] = [`reminders: ${planned.length} planned`];
  for (const { Name, GroupName } of planned.slice(0, mostShown)) {
    const schedule = await call('scheduler', 'GetSchedule', { Name, GroupName });
    const { Input: input = '{}' } = schedule['Target'] as { readonly Input?: string };
    const { reviewId = Name, round = 1 } = JSON.parse(input) as { readonly reviewId?: string; readonly round?: number };
    lines.push(`  ${reviewId}  round ${round}  ${String(schedule['ScheduleExpression'])} UTC`);
  }
  return planned.length > mostShown ? [...lines, `  and ${planned.length - mostShown} more`] : lines;
}

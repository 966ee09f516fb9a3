import { optionalText } from '../input';
import { ServiceError, type Shape } from '../service';
import { nameOf, readSchedule, type Schedule, shownSchedule } from './schedule';
import type { SchedulerState } from './scheduler-state';

/** The service principal. */
export const schedulerPrincipal = 'scheduler.amazonaws.com';

/** CreateScheduleGroup; one that exists stays: the stack is applied at every start. */
export async function createScheduleGroup(state: SchedulerState, input: Shape): Promise<Shape> {
  const name = nameOf(input, 'Name');
  state.groups.add(name);
  return { ScheduleGroupArn: state.groupArn(name) };
}

/** CreateSchedule. The same ClientToken again is the same schedule; the same name with another one is a ConflictException. */
export async function createSchedule(state: SchedulerState, input: Shape): Promise<Shape> {
  const arnOf = (groupName: string, name: string): string => state.scheduleArn(groupName, name);
  const schedule = readSchedule(input, { arnOf, now: state.options.clock.now() });
  const { groupName, name, clientToken } = schedule;
  if (!state.groups.has(groupName))
    throw new ServiceError('ResourceNotFoundException', `Schedule group ${groupName} does not exist.`, 404);
  const known = state.schedules.find(groupName, name);
  if (known !== undefined && (clientToken === undefined || known.clientToken !== clientToken))
    throw new ServiceError('ConflictException', `Schedule ${name} already exists.`, 409);
  checkRole(state, schedule);
  if (known === undefined) state.schedules.put(schedule);
  return { ScheduleArn: schedule.arn };
}

/** GetSchedule. */
export async function getSchedule(state: SchedulerState, input: Shape): Promise<Shape> {
  return shownSchedule(state.scheduleOf(input));
}

/** DeleteSchedule. */
export async function deleteSchedule(state: SchedulerState, input: Shape): Promise<Shape> {
  state.schedules.remove(state.scheduleOf(input));
  return {};
}

/** ListSchedules, all on one page, in the order in which they are due. */
export async function listSchedules(state: SchedulerState, input: Shape): Promise<Shape> {
  const group = optionalText(input, 'GroupName');
  const prefix = optionalText(input, 'NamePrefix') ?? '';
  const chosen = state.schedules
    .all()
    .filter(({ groupName, name }) => (group === undefined || groupName === group) && name.startsWith(prefix));
  return { Schedules: chosen.map(summaryOf) };
}

function summaryOf(schedule: Schedule): Shape {
  const { Arn, Name, GroupName, State, CreationDate, LastModificationDate } = shownSchedule(schedule);
  return { Arn, Name, GroupName, State, CreationDate, LastModificationDate, Target: { Arn: schedule.target.arn } };
}

/** AWS checks when a schedule is created that it may assume the role, and not what the role may do. */
function checkRole(state: SchedulerState, { groupName, target }: Schedule): void {
  const { policies } = state.options;
  const assume = policies.allowsAssume(target.roleArn, schedulerPrincipal, state.assumeKeys(groupName));
  if (assume.allowed) return;
  const rule = 'The execution role you provide must allow AWS EventBridge Scheduler to assume the role';
  throw new ServiceError('ValidationException', `${rule}: ${assume.reason}`);
}

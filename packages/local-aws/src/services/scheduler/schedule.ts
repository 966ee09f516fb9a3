import { optionalNumber, optionalShape, optionalText, requiredText } from '../input';
import { ServiceError, type Shape } from '../service';
import { timeOfAt } from './at-expression';

/** A one-time schedule, as stored in its file. */
export interface Schedule {
  readonly name: string;
  readonly groupName: string;
  readonly arn: string;
  readonly expression: string;
  /** When it fires, in milliseconds since the epoch. */
  readonly dueAt: number;
  readonly createdAt: number;
  readonly clientToken?: string;
  readonly description?: string;
  readonly deletesItself: boolean;
  /** Whether it has fired and stays, because it does not delete itself. */
  readonly hasFired: boolean;
  readonly target: ScheduleTarget;
}

/** What a schedule calls. */
export interface ScheduleTarget {
  readonly arn: string;
  readonly roleArn: string;
  readonly input: string;
  readonly deadLetterArn?: string;
  readonly maximumRetryAttempts: number;
  readonly maximumAgeSeconds: number;
}

/** Account and region of schedules, and the current time. */
export interface ScheduleContext {
  readonly arnOf: (groupName: string, name: string) => string;
  readonly now: number;
}

/** EventBridge Scheduler's default retry policy. */
const defaultRetry = { maximumRetryAttempts: 185, maximumAgeSeconds: 86_400 };

const modelled = [
  'Name',
  'GroupName',
  'ClientToken',
  'Description',
  'ScheduleExpression',
  'ScheduleExpressionTimezone',
  'FlexibleTimeWindow',
  'ActionAfterCompletion',
  'Target',
  'State',
];

/** Parses a schedule from CreateSchedule's input. Rejects by name what is not modelled. */
export function readSchedule(input: Shape, { arnOf, now }: ScheduleContext): Schedule {
  refuseOthers(input, modelled, 'a schedule');
  const name = nameOf(input, 'Name');
  const groupName = input['GroupName'] === undefined ? 'default' : nameOf(input, 'GroupName');
  const expression = requiredText(input, 'ScheduleExpression');
  const dueAt = timeOfAt(expression);
  refuseUnless(optionalText(input, 'ScheduleExpressionTimezone') ?? 'UTC', 'UTC', 'ScheduleExpressionTimezone');
  refuseUnless(optionalText(input, 'State') ?? 'ENABLED', 'ENABLED', 'State');
  const window = optionalShape(input, 'FlexibleTimeWindow') ?? {};
  refuseUnless(requiredText(window, 'Mode'), 'OFF', 'FlexibleTimeWindow');
  if (dueAt < now)
    throw new ServiceError('NotModelledError', `a schedule of the past is not modelled: ${expression}`, 501);
  return {
    name,
    groupName,
    arn: arnOf(groupName, name),
    expression,
    dueAt,
    createdAt: now,
    ...present('clientToken', optionalText(input, 'ClientToken')),
    ...present('description', optionalText(input, 'Description')),
    deletesItself: optionalText(input, 'ActionAfterCompletion') === 'DELETE',
    hasFired: false,
    target: readTarget(optionalShape(input, 'Target') ?? {}),
  };
}

/** Returns a schedule in the shape of GetSchedule's output. */
export function shownSchedule({ target, ...schedule }: Schedule): Shape {
  return {
    Name: schedule.name,
    GroupName: schedule.groupName,
    Arn: schedule.arn,
    State: 'ENABLED',
    ScheduleExpression: schedule.expression,
    ScheduleExpressionTimezone: 'UTC',
    FlexibleTimeWindow: { Mode: 'OFF' },
    ActionAfterCompletion: schedule.deletesItself ? 'DELETE' : 'NONE',
    CreationDate: schedule.createdAt / 1000,
    LastModificationDate: schedule.createdAt / 1000,
    ...present('Description', schedule.description),
    Target: {
      Arn: target.arn,
      RoleArn: target.roleArn,
      Input: target.input,
      RetryPolicy: {
        MaximumRetryAttempts: target.maximumRetryAttempts,
        MaximumEventAgeInSeconds: target.maximumAgeSeconds,
      },
      ...(target.deadLetterArn !== undefined && { DeadLetterConfig: { Arn: target.deadLetterArn } }),
    },
  };
}

/** Returns the name of a schedule or a group. Throws ValidationException. */
export function nameOf(input: Shape, member: string): string {
  const name = requiredText(input, member);
  if (/^[0-9a-zA-Z-_.]{1,64}$/.test(name)) return name;
  throw new ServiceError(
    'ValidationException',
    `${member} has 1 to 64 letters, digits or -_. , it is ${name} (${name.length})`,
  );
}

function readTarget(input: Shape): ScheduleTarget {
  refuseOthers(input, ['Arn', 'RoleArn', 'Input', 'DeadLetterConfig', 'RetryPolicy'], 'the target of a schedule');
  const arn = requiredText(input, 'Arn');
  if (arn.split(':')[2] !== 'lambda')
    throw new ServiceError('NotModelledError', `schedules that call ${arn} are not modelled: functions are`, 501);
  const retry = optionalShape(input, 'RetryPolicy') ?? {};
  return {
    arn,
    roleArn: requiredText(input, 'RoleArn'),
    input: optionalText(input, 'Input') ?? '{}',
    ...present('deadLetterArn', optionalText(optionalShape(input, 'DeadLetterConfig') ?? {}, 'Arn')),
    maximumRetryAttempts: optionalNumber(retry, 'MaximumRetryAttempts') ?? defaultRetry.maximumRetryAttempts,
    maximumAgeSeconds: optionalNumber(retry, 'MaximumEventAgeInSeconds') ?? defaultRetry.maximumAgeSeconds,
  };
}

function refuseUnless(value: string, only: string, member: string): void {
  if (value !== only) throw new ServiceError('NotModelledError', `${member} ${value} is not modelled: ${only} is`, 501);
}

function refuseOthers(input: Shape, known: readonly string[], what: string): void {
  for (const [name, value] of Object.entries(input))
    if (value !== undefined && !known.includes(name))
      throw new ServiceError('NotModelledError', `${name} of ${what} is not modelled`, 501);
}

function present<Name extends string>(name: Name, value: string | undefined): { readonly [key in Name]?: string } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [key in Name]?: string };
}

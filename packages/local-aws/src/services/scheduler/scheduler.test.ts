import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SimulatedClock } from '@document-pipelines/asl/interpreter';
import type { LocalAccount } from '../../local-account';
import { createPolicies } from '../../policies';
import { createServices } from '../create-services';
import { Outbox, type UndeliveredReport } from '../deliveries';
import type { Caller, Shape } from '../service';
import { createScheduler } from './create-scheduler';

const startsAt = Date.UTC(2026, 0, 1);
const roleArn = 'arn:aws:iam::123456789012:role/appointments';
const callerArn = 'arn:aws:iam::123456789012:role/asker';
const functionArn = 'arn:aws:lambda:eu-west-1:123456789012:function:remind';
const queueArn = 'arn:aws:sqs:eu-west-1:123456789012:undelivered';
const groupArn = 'arn:aws:scheduler:eu-west-1:123456789012:schedule-group/appointments';
const operator: Caller = { kind: 'operator' };
const asker: Caller = { kind: 'role', roleArn: callerArn };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scheduler-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const policy = (...statements: object[]): string => JSON.stringify({ Version: '2012-10-17', Statement: statements });

/** A scheduler with a function and a queue that only record their calls. */
function started(clock = new SimulatedClock(startsAt), assumedFor = groupArn) {
  const localAccount: LocalAccount = {
    partition: 'aws',
    region: 'eu-west-1',
    account: '123456789012',
    stackFolder: folder,
    stateFolder: folder,
  };
  const policies = createPolicies(localAccount, () => clock.now());
  policies.putRole(
    roleArn,
    policy({
      Effect: 'Allow',
      Principal: { Service: 'scheduler.amazonaws.com' },
      Action: 'sts:AssumeRole',
      Condition: {
        StringEquals: { 'aws:SourceAccount': '123456789012' },
        ArnLike: { 'aws:SourceArn': assumedFor },
      },
    }),
  );
  const allow = (Action: string, Resource: string) => ({ Effect: 'Allow', Action, Resource });
  policies.putRolePolicy(
    roleArn,
    'calls',
    policy(allow('lambda:InvokeFunction', functionArn), allow('sqs:SendMessage', queueArn)),
  );
  policies.putRole(callerArn, policy());
  const services = createServices({ policies, localAccount });
  const invoked: Shape[] = [];
  const letters: Shape[] = [];
  const taking = (list: Shape[], action: string, resource: string) => ({
    permissions: () => [{ action, resource }],
    run: async (input: Shape) => {
      list.push({ ...input, at: new Date(clock.now()).toISOString() });
      return {};
    },
  });
  services.register({ name: 'lambda', operations: { Invoke: taking(invoked, 'lambda:InvokeFunction', functionArn) } });
  services.register({ name: 'sqs', operations: { SendMessage: taking(letters, 'sqs:SendMessage', queueArn) } });
  const undelivered: UndeliveredReport[] = [];
  const outbox = new Outbox({
    folder: join(folder, 'deliveries'),
    services,
    policies,
    clock,
    onUndelivered: (report) => void undelivered.push(report),
  });
  const scheduler = createScheduler({ localAccount, policies, clock, deliver: (deliveries) => outbox.add(deliveries) });
  services.register(scheduler.service);
  scheduler.start();
  const call = (operation: string, input: Shape, caller = operator) =>
    services.call('scheduler', operation, input, caller);
  const planned = async () =>
    ((await call('ListSchedules', {}))['Schedules'] as readonly { Name: string }[]).map(({ Name }) => Name);
  return { call, clock, policies, invoked, letters, scheduler, undelivered, planned };
}

const schedule = {
  Name: 'one',
  GroupName: 'appointments',
  ClientToken: 'token',
  ScheduleExpression: 'at(2026-01-01T01:00:00)',
  FlexibleTimeWindow: { Mode: 'OFF' },
  ActionAfterCompletion: 'DELETE',
  Target: { Arn: functionArn, RoleArn: roleArn, Input: '{"n":1}', DeadLetterConfig: { Arn: queueArn } },
};

async function withGroup(...parts: Parameters<typeof started>) {
  const world = started(...parts);
  await world.call('CreateScheduleGroup', { Name: 'appointments' });
  return world;
}

describe('createScheduler', () => {
  it('calls its function once, in time, and deletes itself', async () => {
    const { call, clock, invoked, planned } = await withGroup();
    await call('CreateSchedule', schedule);
    await clock.sleep(3599);
    expect(invoked).toEqual([]);

    await clock.sleep(2);

    expect(invoked).toEqual([
      expect.objectContaining({
        FunctionName: functionArn,
        InvocationType: 'Event',
        Payload: Buffer.from('{"n":1}'),
        at: '2026-01-01T01:00:00.000Z',
      }),
    ]);
    expect(await planned()).toEqual([]);
    await clock.sleep(86_400);
    expect(invoked).toHaveLength(1);
  });

  it('fires months away in time, whatever a timer of this computer can hold', async () => {
    const { call, clock, invoked } = await withGroup();
    await call('CreateSchedule', { ...schedule, ScheduleExpression: 'at(2026-04-01T00:00:00)' });

    await clock.sleep(90 * 86_400 + 1);

    expect(invoked).toMatchObject([{ at: '2026-04-01T00:00:00.000Z' }]);
  });

  it('does not fire what was deleted', async () => {
    const { call, clock, invoked } = await withGroup();
    await call('CreateSchedule', schedule);

    await call('DeleteSchedule', { Name: 'one', GroupName: 'appointments' });

    await clock.sleep(7200);
    expect(invoked).toEqual([]);
    await expect(call('DeleteSchedule', { Name: 'one', GroupName: 'appointments' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  it('keeps its schedules, and fires at the next start what became due in between', async () => {
    const first = await withGroup();
    await first.call('CreateSchedule', schedule);
    await first.call('CreateSchedule', { ...schedule, Name: 'two', ScheduleExpression: 'at(2026-01-03T00:00:00)' });
    first.scheduler.close();

    const second = started(new SimulatedClock(startsAt + 86_400_000));
    await second.clock.sleep(1);

    expect(second.invoked).toHaveLength(1);
    expect(await second.planned()).toEqual(['two']);
    expect(readdirSync(join(folder, 'schedules'))).toEqual(['appointments~two.json']);
  });

  it('takes the same request again, and no other one of the same name', async () => {
    const { call, planned } = await withGroup();
    await call('CreateSchedule', schedule);

    await expect(call('CreateSchedule', schedule)).resolves.toEqual({
      ScheduleArn: 'arn:aws:scheduler:eu-west-1:123456789012:schedule/appointments/one',
    });
    await expect(call('CreateSchedule', { ...schedule, ClientToken: 'other' })).rejects.toMatchObject({
      name: 'ConflictException',
    });
    expect(await planned()).toEqual(['one']);
  });

  it('leaves what it may not deliver in the dead-letter queue, by the same role', async () => {
    const { call, clock, invoked, letters, policies, undelivered } = await withGroup();
    await call('CreateSchedule', schedule);
    policies.putRolePolicy(
      roleArn,
      'calls',
      policy({ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: queueArn }),
    );

    await clock.sleep(3601);

    expect(invoked).toEqual([]);
    expect(letters).toMatchObject([
      { MessageBody: '{"n":1}', MessageAttributes: { ERROR_CODE: { StringValue: 'AccessDeniedException' } } },
    ]);
    expect(undelivered).toMatchObject([{ to: functionArn, ended: 'dead-letter queue' }]);
  });

  it('refuses a role that it may not assume for this group', async () => {
    const { call } = await withGroup(undefined, `${groupArn}-of-others`);

    await expect(call('CreateSchedule', schedule)).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining('must allow AWS EventBridge Scheduler to assume the role'),
    });
  });

  it('asks a caller for the right to make schedules and to pass the role', async () => {
    const { call, policies } = await withGroup();
    const create = {
      Effect: 'Allow',
      Action: 'scheduler:CreateSchedule',
      Resource: `arn:aws:scheduler:eu-west-1:123456789012:schedule/appointments/*`,
    };
    await expect(call('CreateSchedule', schedule, asker)).rejects.toThrow('scheduler:CreateSchedule');

    policies.putRolePolicy(callerArn, 'asks', policy(create));
    await expect(call('CreateSchedule', schedule, asker)).rejects.toThrow('iam:PassRole');

    const pass = {
      Effect: 'Allow',
      Action: 'iam:PassRole',
      Resource: roleArn,
      Condition: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
    };
    policies.putRolePolicy(callerArn, 'asks', policy(create, pass));
    await expect(call('CreateSchedule', schedule, asker)).resolves.toHaveProperty('ScheduleArn');
  });

  it.each([
    ['rate()', { ScheduleExpression: 'rate(5 minutes)' }, 'schedules that recur are not modelled: rate(5 minutes)'],
    ['cron()', { ScheduleExpression: 'cron(0 8 * * ? *)' }, 'schedules that recur are not modelled'],
    ['a time that is none', { ScheduleExpression: 'at(tomorrow)' }, 'at(yyyy-mm-ddThh:mm:ss) is due'],
    ['the past', { ScheduleExpression: 'at(2025-01-01T00:00:00)' }, 'a schedule of the past is not modelled'],
    ['another time zone', { ScheduleExpressionTimezone: 'Europe/Berlin' }, 'Europe/Berlin is not modelled: UTC is'],
    ['a flexible window', { FlexibleTimeWindow: { Mode: 'FLEXIBLE' } }, 'FLEXIBLE is not modelled: OFF is'],
    ['an end', { EndDate: 1 }, 'EndDate of a schedule is not modelled'],
    ['another target', { Target: { Arn: queueArn, RoleArn: roleArn } }, 'functions are'],
    ['a universal target', { Target: { ...schedule.Target, SqsParameters: {} } }, 'SqsParameters of the target'],
    ['a name too long', { Name: 'x'.repeat(65) }, 'Name has 1 to 64 letters'],
    ['a group that is not there', { GroupName: 'none' }, 'Schedule group none does not exist.'],
  ])('refuses %s by name', async (_, change, message) => {
    const { call } = await withGroup();

    await expect(call('CreateSchedule', { ...schedule, ...change })).rejects.toThrow(message);
  });
});

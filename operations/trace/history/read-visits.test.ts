import type { Json, StateMachineDefinition } from '@document-pipelines/asl/definition';
import {
  compileStateMachine,
  type HistoryEvent,
  SimulatedClock,
  StatesError,
  seededRandom,
  startExecution,
} from '@document-pipelines/asl/interpreter';
import { visitLines } from '../text/visit-lines';
import { readVisits } from './read-visits';

const arn = 'arn:aws:states:us-east-1:123456789012:execution:orders:one';

/** The history of an execution in simulated time; `answer` carries out its tasks. */
async function historyOf(
  definition: object,
  answer: (stateName: string, argument: Json, retryCount: number) => Json,
): Promise<readonly HistoryEvent[]> {
  const { result } = startExecution({
    stateMachine: compileStateMachine(definition as StateMachineDefinition),
    clock: new SimulatedClock(),
    random: seededRandom(1),
    tasks: { call: async (call) => answer(call.stateName, call.arguments, call.retryCount) },
    stateMachineArn: arn.replace(':execution:', ':stateMachine:').replace(':one', ''),
    stateMachineName: 'orders',
    roleArn: 'arn:aws:iam::123456789012:role/any',
    name: 'one',
    executionArn: arn,
    input: [1, 2, 3],
    type: 'STANDARD',
  });
  return (await result).history;
}

const retry = [{ ErrorEquals: ['Busy'], IntervalSeconds: 5, BackoffRate: 1, MaxAttempts: 2 }];
const call = (more: object) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::aws-sdk:s3:getObject',
  Parameters: { Bucket: 'documents', 'Key.$': '$' },
  ...more,
});
const done = { isRunning: false };

it('has the error of each attempt, and the pause before the next', async () => {
  const machine = { StartAt: 'Read', States: { Read: call({ Retry: retry, End: true }) } };
  const events = await historyOf(machine, (_state, _argument, retryCount) => {
    if (retryCount < 2) throw new StatesError('Busy', 'come back\nlater');
    return {};
  });
  const [visit, ...others] = readVisits(events, false);

  expect(others).toEqual([]);
  expect(visit?.attempts).toMatchObject([
    { error: 'Busy' },
    { error: 'Busy', pauseSeconds: 5 },
    { pauseSeconds: 5, endedAt: '2026-01-01T00:00:10.000Z' },
  ]);
  expect(visitLines(visit!, done)).toEqual([
    'Read  10.0 s  s3:getObject',
    '    failed after 0.0 s: Busy: come back later; tried again 5.0 s later',
    '    failed after 0.0 s: Busy: come back later; tried again 5.0 s later',
  ]);
});

it('counts the iterations of a Map and their retries, and shows those that failed', async () => {
  const machine = {
    StartAt: 'Each',
    States: {
      Each: {
        Type: 'Map',
        ItemProcessor: {
          StartAt: 'Read',
          States: {
            Read: call({ Retry: retry, Catch: [{ ErrorEquals: ['Gone'], Next: 'Unread' }], End: true }),
            Unread: { Type: 'Fail', Error: 'Unread' },
          },
        },
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'After' }],
        Next: 'After',
      },
      After: { Type: 'Pass', End: true },
    },
  };
  const events = await historyOf(machine, (_state, argument, retryCount) => {
    const { Key: key } = argument as { readonly Key: number };
    if (key === 1 && retryCount === 0) throw new StatesError('Busy', 'later');
    if (key === 3) throw new StatesError('Gone', 'no such key');
    return {};
  });
  const visits = readVisits(events, false);

  expect(visits.map(({ stateName }) => stateName)).toEqual(['Each', 'After']);
  expect(visits[0]?.iterations).toMatchObject({
    total: 3,
    failed: 1,
    failures: [{ index: 2, stateName: 'Read', error: 'Gone', cause: 'no such key' }],
  });
  const { succeeded = 0, aborted = 0 } = visits[0]?.iterations ?? {};
  expect(succeeded + aborted).toBe(2);
  expect(visitLines(visits[0]!, done)).toContain('    iteration 2: Read: Gone: no such key');
});

it('nests the states of branches, and finds their ends', async () => {
  const branch = (name: string) => ({ StartAt: name, States: { [name]: call({ End: true }) } });
  const machine = {
    StartAt: 'Both',
    States: {
      Both: { Type: 'Parallel', Branches: [branch('Left'), branch('Right')], Next: 'Hold' },
      Hold: { Type: 'Wait', Seconds: 7_200, Next: 'End' },
      End: { Type: 'Succeed' },
    },
  };
  const visits = readVisits(await historyOf(machine, () => ({})), false);

  expect(visits.map(({ stateName, depth }) => [stateName, depth])).toEqual([
    ['Both', 0],
    ['Left', 1],
    ['Right', 1],
    ['Hold', 0],
    ['End', 0],
  ]);
  expect(visits.every(({ exitedAt }) => exitedAt !== undefined)).toBe(true);
  expect(visits.map((visit) => visitLines(visit, done)[0])).toEqual([
    'Both  0.0 s  Parallel',
    '  Left  0.0 s  s3:getObject',
    '  Right  0.0 s  s3:getObject',
    'Hold  2.0 h  Wait',
    'End  Succeed',
  ]);
});

it('has inputs and outputs only if they are asked for', async () => {
  const events = await historyOf({ StartAt: 'Keep', States: { Keep: { Type: 'Pass', End: true } } }, () => ({}));

  expect(readVisits(events, false)[0]).not.toHaveProperty('input');
  expect(readVisits(events, true)[0]).toMatchObject({ input: '[1,2,3]', output: '[1,2,3]' });
});

import { catchTaken, executionArn, hold, mapping, NestedForTest } from '../../../../tests/fixtures/nested-fixture';

let harness: NestedForTest;
beforeEach(() => {
  harness = new NestedForTest();
});
afterEach(() => harness.end());

test('the failed and the aborted children of a redriven Map Run find the names taken; others keep their results', async () => {
  const items = ['good', 'bad', 'slow'];
  await harness.machine('inner', hold);
  await harness.machine('outer', mapping(items, {}, catchTaken));
  const { outer, childOf } = await harness.startMapping(items);
  await harness.release({ done: true }, 'good');
  await harness.until(async () => (await harness.statusOf(childOf('good'))) === 'SUCCEEDED');
  await harness.fail('bad');
  expect(await harness.ended(outer)).toMatchObject({ error: 'States.ExceedToleratedFailureThreshold' });
  await harness.ended(executionArn('inner', 'slow'));

  await harness.call('RedriveExecution', { executionArn: outer });

  expect(await harness.ended(outer)).toMatchObject({ status: 'SUCCEEDED', output: '[{"done":true},"taken","taken"]' });
  expect(await harness.describe(childOf('bad'))).toMatchObject({ status: 'SUCCEEDED', redriveCount: 1 });
  expect(await harness.typesOf(childOf('bad'))).toEqual([
    'ExecutionStarted',
    'TaskStateEntered',
    'TaskScheduled',
    'TaskStarted',
    'TaskSubmitted',
    'TaskFailed',
    'ExecutionFailed',
    'ExecutionRedriven',
    'TaskScheduled',
    'TaskStarted',
    'TaskFailed',
    'TaskStateExited',
    'PassStateEntered',
    'PassStateExited',
    'ExecutionSucceeded',
  ]);
  const told = items.map((item) => harness.toldOf(executionArn('inner', item)));
  expect(told).toEqual([
    ['RUNNING', 'SUCCEEDED'],
    ['RUNNING', 'FAILED'],
    ['RUNNING', 'ABORTED'],
  ]);
});

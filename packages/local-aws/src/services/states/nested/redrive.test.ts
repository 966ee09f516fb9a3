import { catchTaken, executionArn, hold, mapping, NestedForTest } from '../../../../tests/fixtures/nested-fixture';

let laptop: NestedForTest;
beforeEach(() => {
  laptop = new NestedForTest();
});
afterEach(() => laptop.end());

test('the failed and the aborted children of a redriven Map Run find the names taken; others keep their results', async () => {
  const items = ['good', 'bad', 'slow'];
  await laptop.machine('inner', hold);
  await laptop.machine('outer', mapping(items, {}, catchTaken));
  const { outer, childOf } = await laptop.startMapping(items);
  await laptop.release({ done: true }, 'good');
  await laptop.until(async () => (await laptop.statusOf(childOf('good'))) === 'SUCCEEDED');
  await laptop.fail('bad');
  expect(await laptop.ended(outer)).toMatchObject({ error: 'States.ExceedToleratedFailureThreshold' });
  await laptop.ended(executionArn('inner', 'slow'));

  await laptop.call('RedriveExecution', { executionArn: outer });

  expect(await laptop.ended(outer)).toMatchObject({ status: 'SUCCEEDED', output: '[{"done":true},"taken","taken"]' });
  expect(await laptop.describe(childOf('bad'))).toMatchObject({ status: 'SUCCEEDED', redriveCount: 1 });
  expect(await laptop.typesOf(childOf('bad'))).toEqual([
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
  const told = items.map((item) => laptop.toldOf(executionArn('inner', item)));
  expect(told).toEqual([
    ['RUNNING', 'SUCCEEDED'],
    ['RUNNING', 'FAILED'],
    ['RUNNING', 'ABORTED'],
  ]);
});

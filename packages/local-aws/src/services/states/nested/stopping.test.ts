import { allowing } from '../../../../tests/fixtures/local-account-fixture';
import { caller, calling, executionArn, hold, mapping, NestedForTest } from '../../../../tests/fixtures/nested-fixture';

let harness: NestedForTest;
beforeEach(() => {
  harness = new NestedForTest();
});
afterEach(() => harness.end());

const inner = executionArn('inner', 'one');
const abortedBy = (arn: string) => ({
  status: 'ABORTED',
  cause: `The Task state in AWS Step Functions execution [${arn}] which was managing this resource was aborted`,
});

describe('an execution that a Task awaits is stopped', () => {
  test('with the children of a Distributed Map when their parent is stopped; the event bus is told of each', async () => {
    await harness.machine('inner', hold);
    await harness.machine('outer', mapping(['a', 'b']));
    const { outer, childOf } = await harness.startMapping(['a', 'b']);

    await harness.call('StopExecution', { executionArn: outer });

    for (const item of ['a', 'b']) {
      const child = childOf(item);
      expect(await harness.ended(executionArn('inner', item))).toMatchObject(abortedBy(child));
      expect(await harness.ended(child)).toMatchObject({ status: 'ABORTED' });
      expect([child, executionArn('inner', item)].map((arn) => harness.toldOf(arn))).toEqual([
        ['RUNNING', 'ABORTED'],
        ['RUNNING', 'ABORTED'],
      ]);
    }
  });

  test('with the children of a Distributed Map of which too many have failed', async () => {
    await harness.machine('inner', hold);
    await harness.machine('outer', mapping(['good', 'bad'], { ToleratedFailurePercentage: 10 }));
    const { outer, childOf } = await harness.startMapping(['good', 'bad']);

    await harness.fail('bad');

    expect(await harness.ended(outer)).toMatchObject({ error: 'States.ExceedToleratedFailureThreshold' });
    expect(await harness.describe(childOf('bad'))).toMatchObject({ status: 'FAILED', error: 'States.TaskFailed' });
    expect(await harness.ended(childOf('good'))).toMatchObject({ status: 'ABORTED' });
    expect(await harness.ended(executionArn('inner', 'good'))).toMatchObject(abortedBy(childOf('good')));
  });

  test('when its Task times out, which a retrier of States.TaskFailed does not try again', async () => {
    await harness.machine('inner', hold);
    const Retry = [{ ErrorEquals: ['States.TaskFailed'], IntervalSeconds: 1 }];
    await harness.machine('outer', caller({ TimeoutSeconds: 1, Retry }));

    const outer = await harness.start('outer');

    expect(await harness.ended(outer)).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
    expect((await harness.typesOf(outer)).slice(2)).toEqual([
      'TaskScheduled',
      'TaskStarted',
      'TaskSubmitted',
      'TaskTimedOut',
      'ExecutionFailed',
    ]);
    expect(await harness.ended(inner)).toMatchObject(abortedBy(outer));
  });

  test('when the execution that awaits it times out', async () => {
    await harness.machine('inner', hold);
    await harness.machine('outer', { ...caller(), TimeoutSeconds: 1 });

    const outer = await harness.start('outer');

    expect(await harness.ended(outer)).toMatchObject({ status: 'TIMED_OUT' });
    expect(await harness.ended(inner)).toMatchObject(abortedBy(outer));
  });

  test('when the branch beside it fails', async () => {
    const failing = {
      StartAt: 'Wait',
      States: { Wait: { Type: 'Wait', Seconds: 1, Next: 'No' }, No: { Type: 'Fail' } },
    };
    const Branches = [{ StartAt: 'Call', States: { Call: calling() } }, failing];
    const States = { Both: { Type: 'Parallel', Branches, End: true } };
    await harness.machine('inner', hold);
    await harness.machine('outer', { QueryLanguage: 'JSONata', StartAt: 'Both', States });

    const outer = await harness.start('outer');

    expect(await harness.ended(outer)).toMatchObject({ status: 'FAILED' });
    expect(await harness.ended(inner)).toMatchObject(abortedBy(outer));
  });
});

describe('an execution that the stop does not reach', () => {
  test('runs on, and ends by itself', async () => {
    harness.allow(allowing(['states:StartExecution', 'states:DescribeExecution']));
    await harness.machine('inner', hold);
    await harness.machine('outer', mapping(['a']));
    const { outer, childOf } = await harness.startMapping(['a']);
    const awaited = executionArn('inner', 'a');

    await harness.call('StopExecution', { executionArn: outer });
    expect(await harness.ended(childOf('a'))).toMatchObject({ status: 'ABORTED' });
    expect(await harness.statusOf(awaited)).toBe('RUNNING');
    await harness.release({ done: true }, 'a');

    expect(await harness.ended(awaited)).toMatchObject({ status: 'SUCCEEDED', output: '{"done":true}' });
    expect(harness.toldOf(awaited)).toEqual(['RUNNING', 'SUCCEEDED']);
  });
});

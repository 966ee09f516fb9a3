import { allowing } from '../../../../tests/fixtures/laptop-fixture';
import { caller, calling, executionArn, hold, mapping, NestedForTest } from '../../../../tests/fixtures/nested-fixture';

let laptop: NestedForTest;
beforeEach(() => {
  laptop = new NestedForTest();
});
afterEach(() => laptop.end());

const inner = executionArn('inner', 'one');
const abortedBy = (arn: string) => ({
  status: 'ABORTED',
  cause: `The Task state in AWS Step Functions execution [${arn}] which was managing this resource was aborted`,
});

describe('an execution that a Task awaits is stopped', () => {
  test('with the children of a Distributed Map when their parent is stopped; the event bus is told of each', async () => {
    await laptop.machine('inner', hold);
    await laptop.machine('outer', mapping(['a', 'b']));
    const { outer, childOf } = await laptop.startMapping(['a', 'b']);

    await laptop.call('StopExecution', { executionArn: outer });

    for (const item of ['a', 'b']) {
      const child = childOf(item);
      expect(await laptop.ended(executionArn('inner', item))).toMatchObject(abortedBy(child));
      expect(await laptop.ended(child)).toMatchObject({ status: 'ABORTED' });
      expect([child, executionArn('inner', item)].map((arn) => laptop.toldOf(arn))).toEqual([
        ['RUNNING', 'ABORTED'],
        ['RUNNING', 'ABORTED'],
      ]);
    }
  });

  test('with the children of a Distributed Map of which too many have failed', async () => {
    await laptop.machine('inner', hold);
    await laptop.machine('outer', mapping(['good', 'bad'], { ToleratedFailurePercentage: 10 }));
    const { outer, childOf } = await laptop.startMapping(['good', 'bad']);

    await laptop.fail('bad');

    expect(await laptop.ended(outer)).toMatchObject({ error: 'States.ExceedToleratedFailureThreshold' });
    expect(await laptop.describe(childOf('bad'))).toMatchObject({ status: 'FAILED', error: 'States.TaskFailed' });
    expect(await laptop.ended(childOf('good'))).toMatchObject({ status: 'ABORTED' });
    expect(await laptop.ended(executionArn('inner', 'good'))).toMatchObject(abortedBy(childOf('good')));
  });

  test('when its Task times out, which a retrier of States.TaskFailed does not try again', async () => {
    await laptop.machine('inner', hold);
    const Retry = [{ ErrorEquals: ['States.TaskFailed'], IntervalSeconds: 1 }];
    await laptop.machine('outer', caller({ TimeoutSeconds: 1, Retry }));

    const outer = await laptop.start('outer');

    expect(await laptop.ended(outer)).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
    expect((await laptop.typesOf(outer)).slice(2)).toEqual([
      'TaskScheduled',
      'TaskStarted',
      'TaskSubmitted',
      'TaskTimedOut',
      'ExecutionFailed',
    ]);
    expect(await laptop.ended(inner)).toMatchObject(abortedBy(outer));
  });

  test('when the execution that awaits it times out', async () => {
    await laptop.machine('inner', hold);
    await laptop.machine('outer', { ...caller(), TimeoutSeconds: 1 });

    const outer = await laptop.start('outer');

    expect(await laptop.ended(outer)).toMatchObject({ status: 'TIMED_OUT' });
    expect(await laptop.ended(inner)).toMatchObject(abortedBy(outer));
  });

  test('when the branch beside it fails', async () => {
    const failing = {
      StartAt: 'Wait',
      States: { Wait: { Type: 'Wait', Seconds: 1, Next: 'No' }, No: { Type: 'Fail' } },
    };
    const Branches = [{ StartAt: 'Call', States: { Call: calling() } }, failing];
    const States = { Both: { Type: 'Parallel', Branches, End: true } };
    await laptop.machine('inner', hold);
    await laptop.machine('outer', { QueryLanguage: 'JSONata', StartAt: 'Both', States });

    const outer = await laptop.start('outer');

    expect(await laptop.ended(outer)).toMatchObject({ status: 'FAILED' });
    expect(await laptop.ended(inner)).toMatchObject(abortedBy(outer));
  });
});

describe('an execution that the stop does not reach', () => {
  test('runs on, and ends by itself', async () => {
    laptop.allow(allowing(['states:StartExecution', 'states:DescribeExecution']));
    await laptop.machine('inner', hold);
    await laptop.machine('outer', mapping(['a']));
    const { outer, childOf } = await laptop.startMapping(['a']);
    const awaited = executionArn('inner', 'a');

    await laptop.call('StopExecution', { executionArn: outer });
    expect(await laptop.ended(childOf('a'))).toMatchObject({ status: 'ABORTED' });
    expect(await laptop.statusOf(awaited)).toBe('RUNNING');
    await laptop.release({ done: true }, 'a');

    expect(await laptop.ended(awaited)).toMatchObject({ status: 'SUCCEEDED', output: '{"done":true}' });
    expect(laptop.toldOf(awaited)).toEqual(['RUNNING', 'SUCCEEDED']);
  });
});

import { caller, executionArn, hold, mapping, NestedForTest } from '../../../../tests/fixtures/nested-fixture';

let harness: NestedForTest;
beforeEach(() => {
  harness = new NestedForTest();
});
afterEach(() => harness.end());

const inner = executionArn('inner', 'one');

describe('another process', () => {
  // Executions are resumed in the order of their machines' names.
  test.each([
    ['before', 'caller'],
    ['after', 'outer'],
  ])('that takes the awaiting execution up %s the awaited one goes on awaiting it', async (_, outerName) => {
    await harness.machine('inner', hold);
    await harness.machine(outerName, caller());
    const outer = await harness.start(outerName);
    await harness.submitted(outer);

    await harness.restart();
    expect(await harness.states.resume()).toBe(2);
    expect(await harness.statusOf(outer)).toBe('RUNNING');
    await harness.release({ done: true });

    const { status, output } = await harness.ended(outer);
    expect(status).toBe('SUCCEEDED');
    expect(JSON.parse(String(output))).toMatchObject({ ExecutionArn: inner, Output: { done: true } });
    expect((await harness.typesOf(outer)).slice(2, 6)).toEqual([
      'TaskScheduled',
      'TaskStarted',
      'TaskSubmitted',
      'TaskSucceeded',
    ]);
    expect(harness.toldOf(inner)).toEqual(['RUNNING', 'SUCCEEDED']);
  });

  test('takes the result of an execution that ended unheard, and does not start it again', async () => {
    await harness.machine('inner', hold);
    await harness.machine('outer', caller());
    const outer = await harness.start('outer');
    await harness.submitted(outer);
    await harness.states.close();
    const takeBack = harness.remember('outer');
    harness.open();
    await harness.states.resume();
    await harness.release({ done: true });
    await harness.ended(outer);
    await harness.states.close();
    takeBack();

    harness.open();
    await harness.states.resume();

    const { status, output } = await harness.ended(outer);
    expect(status).toBe('SUCCEEDED');
    expect(JSON.parse(String(output))).toMatchObject({ Output: { done: true } });
  });

  test('leaves the executions that the children of a Distributed Map await as they are', async () => {
    const items = ['a', 'b', 'c'];
    await harness.machine('inner', hold);
    await harness.machine('outer', mapping(items));
    const { outer } = await harness.startMapping(items);

    await harness.restart();
    await harness.states.resume();
    for (const item of items) await harness.release(item, item);

    const { status, output } = await harness.ended(outer);
    expect(status).toBe('SUCCEEDED');
    expect(JSON.parse(String(output))).toEqual(items);
    for (const item of items) expect(harness.toldOf(executionArn('inner', item))).toEqual(['RUNNING', 'SUCCEEDED']);
  });

  test('stops, once it goes on with it, an execution that it was told to stop before', async () => {
    await harness.machine('inner', hold);
    await harness.start('inner');
    await harness.restart();

    const stopped = harness.call('StopExecution', { executionArn: inner });
    await harness.states.resume();

    await stopped;
    expect(await harness.ended(inner)).toMatchObject({ status: 'ABORTED' });
  });
});

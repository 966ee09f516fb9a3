import { caller, executionArn, hold, mapping, NestedForTest } from '../../../../tests/fixtures/nested-fixture';

let laptop: NestedForTest;
beforeEach(() => {
  laptop = new NestedForTest();
});
afterEach(() => laptop.end());

const inner = executionArn('inner', 'one');

describe('another process', () => {
  // Executions are resumed in the order of their machines' names.
  test.each([
    ['before', 'caller'],
    ['after', 'outer'],
  ])('that takes the awaiting execution up %s the awaited one goes on awaiting it', async (_, outerName) => {
    await laptop.machine('inner', hold);
    await laptop.machine(outerName, caller());
    const outer = await laptop.start(outerName);
    await laptop.submitted(outer);

    await laptop.restart();
    expect(await laptop.states.resume()).toBe(2);
    expect(await laptop.statusOf(outer)).toBe('RUNNING');
    await laptop.release({ done: true });

    const { status, output } = await laptop.ended(outer);
    expect(status).toBe('SUCCEEDED');
    expect(JSON.parse(String(output))).toMatchObject({ ExecutionArn: inner, Output: { done: true } });
    expect((await laptop.typesOf(outer)).slice(2, 6)).toEqual([
      'TaskScheduled',
      'TaskStarted',
      'TaskSubmitted',
      'TaskSucceeded',
    ]);
    expect(laptop.toldOf(inner)).toEqual(['RUNNING', 'SUCCEEDED']);
  });

  test('takes the result of an execution that ended unheard, and does not start it again', async () => {
    await laptop.machine('inner', hold);
    await laptop.machine('outer', caller());
    const outer = await laptop.start('outer');
    await laptop.submitted(outer);
    await laptop.states.close();
    const takeBack = laptop.remember('outer');
    laptop.open();
    await laptop.states.resume();
    await laptop.release({ done: true });
    await laptop.ended(outer);
    await laptop.states.close();
    takeBack();

    laptop.open();
    await laptop.states.resume();

    const { status, output } = await laptop.ended(outer);
    expect(status).toBe('SUCCEEDED');
    expect(JSON.parse(String(output))).toMatchObject({ Output: { done: true } });
  });

  test('leaves the executions that the children of a Distributed Map await as they are', async () => {
    const items = ['a', 'b', 'c'];
    await laptop.machine('inner', hold);
    await laptop.machine('outer', mapping(items));
    const { outer } = await laptop.startMapping(items);

    await laptop.restart();
    await laptop.states.resume();
    for (const item of items) await laptop.release(item, item);

    const { status, output } = await laptop.ended(outer);
    expect(status).toBe('SUCCEEDED');
    expect(JSON.parse(String(output))).toEqual(items);
    for (const item of items) expect(laptop.toldOf(executionArn('inner', item))).toEqual(['RUNNING', 'SUCCEEDED']);
  });

  test('stops, once it goes on with it, an execution that it was told to stop before', async () => {
    await laptop.machine('inner', hold);
    await laptop.start('inner');
    await laptop.restart();

    const stopped = laptop.call('StopExecution', { executionArn: inner });
    await laptop.states.resume();

    await stopped;
    expect(await laptop.ended(inner)).toMatchObject({ status: 'ABORTED' });
  });
});

import type { StateMachineDefinition } from '../../language/definition';
import { parseDefinition } from '../../language/load';
import { type DebuggedCase, debugCase, type Given, prepareMachine } from '../cases';
import type { Pause } from './pause';

const call = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Arguments: { FunctionName: 'f' } };
const given: Given = {
  input: { n: 1 },
  mocks: {},
  objects: {},
  context: {},
  substitutions: {},
  now: 0,
  seed: 1,
};

interface Options {
  readonly breakpoints?: readonly string[];
  readonly pausesAtStart?: boolean;
  readonly onErrors?: boolean;
  readonly mocks?: Given['mocks'];
}

function debug(states: object, options: Options = {}): DebuggedCase {
  const definition = { QueryLanguage: 'JSONata', StartAt: Object.keys(states)[0], States: states };
  const text = JSON.stringify(definition as unknown as StateMachineDefinition);
  const parsed = parseDefinition(text, 'machine.asl.json').definition;
  if (parsed === undefined) throw new Error('the definition of the test cannot be parsed');
  const { machine } = prepareMachine(parsed, {}, 'STANDARD');
  if (machine === undefined) throw new Error('the definition of the test cannot be run');
  const { breakpoints = [], pausesAtStart = false, onErrors = false, mocks = {} } = options;
  const stops = { breakpoints: new Set(breakpoints), onErrors };
  return debugCase(machine, { ...given, mocks }, { stops, pausesAtStart, onChange: () => undefined });
}

/** Waits until all that can run has run. */
async function pauseOf({ stepDebugger }: DebuggedCase): Promise<Pause | undefined> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
  return stepDebugger.pause;
}

describe('StepDebugger', () => {
  const greet = {
    Prepare: { Type: 'Pass', Assign: { name: '{% "Ada" %}' }, Next: 'Rest' },
    Rest: { Type: 'Wait', Seconds: 90, Next: 'Greet' },
    Greet: { ...call, Assign: { greeting: '{% $states.result.text & $name %}' }, Next: 'Finish' },
    Finish: { Type: 'Pass', Output: '{% $greeting %}', End: true },
  };

  it('stops before a breakpoint at its simulated time, with what the mock will answer', async () => {
    const run = debug(greet, { breakpoints: ['Greet'], mocks: { Greet: { return: { text: 'Hello ' } } } });
    expect(await pauseOf(run)).toEqual({
      kind: 'beforeState',
      id: 1,
      reason: 'breakpoint',
      at: 90_000,
      executionArn: run.running.executionArn,
      stateName: 'Greet',
      type: 'Task',
      mapIndexes: [],
      attempt: 1,
      input: { n: 1 },
      variables: { name: 'Ada' },
      outerVariables: {},
      upcoming: { result: { text: 'Hello ' } },
    });
    run.stepDebugger.resume('continue');
    expect((await run.result).record).toMatchObject({ status: 'SUCCEEDED', output: 'Hello Ada' });
  });

  it('takes changed variables and a changed result', async () => {
    const run = debug(greet, { breakpoints: ['Greet'], mocks: { Greet: { return: { text: 'Hello ' } } } });
    await pauseOf(run);
    run.stepDebugger.resume('step', { variables: { name: 'Grace' } });
    expect(await pauseOf(run)).toMatchObject({
      kind: 'afterCall',
      arguments: { FunctionName: 'f' },
      answer: { result: { text: 'Hello ' } },
    });
    run.stepDebugger.resume('continue', { answer: { result: { text: 'Good night ' } } });
    expect((await run.result).record.output).toBe('Good night Grace');
  });

  it('lets a result be given before the call, so that the mock is not used', async () => {
    const run = debug(greet, { breakpoints: ['Greet'] });
    expect(await pauseOf(run)).not.toHaveProperty('upcoming');
    run.stepDebugger.resume('continue', { answer: { result: { text: 'Hi ' } } });
    expect((await run.result).record.output).toBe('Hi Ada');
  });

  it('asks for the answer of a call that no mock answers', async () => {
    const run = debug(greet);
    expect(await pauseOf(run)).toMatchObject({
      kind: 'afterCall',
      reason: 'noAnswer',
      problem: '`Greet` calls, and no mock answers it',
    });
    run.stepDebugger.resume('continue', { answer: { error: 'Shy', cause: 'it hides' } });
    expect((await run.result).record).toMatchObject({ status: 'FAILED', error: 'Shy', cause: 'it hides' });
  });

  it('stops at every attempt of a retried state, and at errors if that is wanted', async () => {
    const retried = {
      Try: { ...call, Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 5, MaxAttempts: 2 }], End: true },
    };
    const mocks = { Try: [{ throw: { error: 'Busy' } }, { return: 'done' }] };
    const run = debug(retried, { breakpoints: ['Try'], onErrors: true, mocks });
    expect(await pauseOf(run)).toMatchObject({ at: 0, attempt: 1, upcoming: { error: 'Busy' } });
    run.stepDebugger.resume('continue');
    expect(await pauseOf(run)).toMatchObject({ kind: 'afterCall', reason: 'error', attempt: 1 });
    run.stepDebugger.resume('continue');
    expect(await pauseOf(run)).toMatchObject({ kind: 'beforeState', at: 5_000, attempt: 2 });
    run.stepDebugger.resume('continue');
    expect((await run.result).record.output).toBe('done');
  });

  it('steps through branches in turns, one paused at a time', async () => {
    const branch = (...names: string[]): object => ({
      StartAt: names[0],
      States: Object.fromEntries(
        names.map((name, index) => [
          name,
          { Type: 'Pass', ...(names[index + 1] ? { Next: names[index + 1] } : { End: true }) },
        ]),
      ),
    });
    const run = debug(
      { Both: { Type: 'Parallel', Branches: [branch('A1', 'A2'), branch('B1', 'B2')], End: true } },
      { pausesAtStart: true },
    );
    const seen: string[] = [];
    for (let pause = await pauseOf(run); pause !== undefined; pause = await pauseOf(run)) {
      seen.push([pause.stateName, ...run.stepDebugger.behind.map(({ stateName }) => stateName)].join(' '));
      run.stepDebugger.resume('step');
    }
    expect(seen).toEqual(['Both', 'A1 B1', 'B1 A2', 'A2 B2', 'B2']);
    expect((await run.result).record.status).toBe('SUCCEEDED');
  });

  it('names the iteration of a Map', async () => {
    const item = { StartAt: 'Read', States: { Read: { ...call, End: true } } };
    const run = debug(
      { Each: { Type: 'Map', Items: [1, 2], ItemProcessor: item, End: true } },
      { breakpoints: ['Read'], mocks: { Read: { return: 'read' } } },
    );
    expect(await pauseOf(run)).toMatchObject({ stateName: 'Read', mapIndexes: [0], input: 1 });
    run.stepDebugger.resume('continue');
    expect(await pauseOf(run)).toMatchObject({ stateName: 'Read', mapIndexes: [1], input: 2 });
    run.stepDebugger.resume('continue');
    expect((await run.result).record.output).toEqual(['read', 'read']);
  });

  it('is not paused any more in a branch that another one has aborted', async () => {
    const fail = { StartAt: 'Give up', States: { 'Give up': { Type: 'Fail', Error: 'Odd' } } };
    const other = { StartAt: 'Other', States: { Other: { Type: 'Pass', End: true } } };
    const run = debug(
      { Both: { Type: 'Parallel', Branches: [fail, other], End: true } },
      { breakpoints: ['Give up', 'Other'] },
    );
    await pauseOf(run);
    run.stepDebugger.resume('continue');
    expect(await pauseOf(run)).toBeUndefined();
    expect((await run.result).record).toMatchObject({ status: 'FAILED', error: 'Odd' });
  });

  it('pauses at an answer by task token', async () => {
    const wait = {
      ...call,
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      Arguments: { FunctionName: 'f', Payload: { token: '{% $states.context.Task.Token %}' } },
      End: true,
    };
    const run = debug({ Ask: wait }, { pausesAtStart: true, mocks: { Ask: { return: 'yes', delaySeconds: 60 } } });
    await pauseOf(run);
    run.stepDebugger.resume('step');
    expect(await pauseOf(run)).toMatchObject({ kind: 'afterCall', at: 60_000, answer: { result: 'yes' } });
    run.stepDebugger.resume('continue', { answer: { result: 'no' } });
    expect((await run.result).record.output).toBe('no');
  });

  it('takes an answer by task token that was given before the call', async () => {
    const wait = { ...call, Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken', End: true };
    const payload = { FunctionName: 'f', Payload: { token: '{% $states.context.Task.Token %}' } };
    const run = debug({ Ask: { ...wait, Arguments: payload } }, { pausesAtStart: true });
    await pauseOf(run);
    run.stepDebugger.resume('continue', { answer: { result: 'soon' } });
    expect((await run.result).record.output).toBe('soon');
  });

  it('leaves the states as they are without a stop', async () => {
    const run = debug(greet, { mocks: { Greet: { return: { text: 'Hello ' } } } });
    expect((await run.result).record.output).toBe('Hello Ada');
    expect(run.now()).toBe(90_000);
  });
});

import type { Json } from '@document-pipelines/asl/definition';
import { SimulatedClock, StatesError } from '@document-pipelines/asl/interpreter';
import { machineOf, runDefinition, start } from './run-definition';

/** Returns a value that throws if it is changed. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}

const input = frozen({ list: [{ a: 1 }, { a: 2 }], deep: { er: { b: [1, 2, 3] } }, text: 'x' }) as Json;
const task = { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage' };

const changing = {
  jsonPath: machineOf({ Type: 'Pass', Parameters: { 'n.$': '$.list[*].a' }, ResultPath: '$.deep.er.b[1]' }),
  jsonata: machineOf(
    { Type: 'Pass', Output: "{% $states.input ~> |deep.er|{'b': $append(b, 4)}, 'c'| ~> |list|{'a': a + 1}| %}" },
    'JSONata',
  ),
  merged: machineOf({ Type: 'Pass', Output: "{% $merge([$states.input, {'list': $sort(list)}]) %}" }, 'JSONata'),
  map: machineOf({
    Type: 'Map',
    ItemsPath: '$.list',
    ResultPath: '$.list',
    ItemProcessor: {
      StartAt: 'A',
      States: { A: { Type: 'Pass', Result: 1, ResultPath: '$.a', Assign: { 'v.$': '$' }, End: true } },
    },
  }),
  parallel: machineOf({
    Type: 'Parallel',
    Branches: [1, 2].map((value) => ({
      StartAt: `A${value}`,
      States: { [`A${value}`]: { Type: 'Pass', Result: value, ResultPath: '$.deep.er', End: true } },
    })),
  }),
};

describe('an input shared by executions', () => {
  test.each(Object.entries(changing))('is not changed by %s, even where it is frozen', async (_name, definition) => {
    const before = JSON.stringify(input);

    const [first, second] = await Promise.all([
      runDefinition(definition, { input, name: 'first' }),
      runDefinition(definition, { input, name: 'second' }),
    ]);

    expect(first.cause).toBeUndefined();
    expect(first.output).toEqual(second.output);
    expect(JSON.stringify(input)).toBe(before);
  });
});

it('a result given to several attempts, iterations and executions stays as it was', async () => {
  const result = frozen({ a: { b: 1 }, list: [1, 2] }) as Json;
  let attempts = 0;
  const definition = machineOf({
    Type: 'Map',
    ItemsPath: '$.list',
    ItemProcessor: {
      StartAt: 'A',
      States: {
        A: {
          ...task,
          Parameters: { 'x.$': '$' },
          Retry: [{ ErrorEquals: ['States.ALL'] }],
          ResultPath: '$.r',
          Next: 'B',
        },
        B: { Type: 'Pass', Result: 'changed', ResultPath: '$.r.a.b', End: true },
      },
    },
  });
  const answer = (): Json => {
    if (attempts++ % 2 === 0) throw new StatesError('Again');
    return result;
  };

  const { output, cause } = await runDefinition(definition, { input, answer });

  expect(cause).toBeUndefined();
  const changed = { a: { b: 'changed' }, list: [1, 2] };
  expect(output).toEqual([
    { a: 1, r: changed },
    { a: 2, r: changed },
  ]);
  expect(result).toEqual({ a: { b: 1 }, list: [1, 2] });
});

it('a definition run by many executions at once stays as it was', async () => {
  const definition = frozen(changing.map);
  const clock = new SimulatedClock();

  const records = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      runDefinition(definition, { clock, name: `e${index}`, input: { list: [{ a: index }] } }),
    ),
  );

  expect(records.map(({ output }) => output)).toEqual(records.map(() => ({ list: [{ a: 1 }] })));
});

it('variables of one execution, branch or iteration are not seen by another', async () => {
  const definition = machineOf({
    Type: 'Map',
    ItemsPath: '$.list',
    ItemProcessor: {
      StartAt: 'A',
      States: {
        A: { Type: 'Pass', Assign: { 'mine.$': '$.a' }, Next: 'B' },
        B: { Type: 'Wait', Seconds: 1, Next: 'C' },
        C: { Type: 'Pass', Parameters: { 'mine.$': '$mine' }, End: true },
      },
    },
  });

  const { output } = await runDefinition(definition, { input });

  expect(output).toEqual([{ mine: 1 }, { mine: 2 }]);
});

it('what a caller does to its input or to a record afterwards does not reach the execution', async () => {
  const mine = { a: { b: 1 } };
  const running = start(
    {
      StartAt: 'W',
      States: { W: { Type: 'Wait', Seconds: 1, Next: 'P' }, P: { Type: 'Pass', End: true } },
    },
    { input: mine },
  );
  (running.record() as { status: string }).status = 'changed';

  const record = await running.result;

  expect(record).toMatchObject({ status: 'SUCCEEDED', output: { a: { b: 1 } } });
});

it('one execution that ends by a defect of its task leaves the others alone', async () => {
  const clock = new SimulatedClock();
  const definition = machineOf({ ...task, Parameters: { 'n.$': '$.n' } });
  const records = await Promise.all(
    [1, 2, 3].map((n) =>
      runDefinition(definition, {
        clock,
        name: `e${n}`,
        input: { n },
        answer: ({ arguments: given }) => {
          if (JSON.stringify(given) === '{"n":2}') throw new TypeError('a defect');
          return given;
        },
      }),
    ),
  );

  expect(records.map(({ status }) => status)).toEqual(['SUCCEEDED', 'FAILED', 'SUCCEEDED']);
  expect(records[1]).toMatchObject({ error: 'States.Runtime', cause: expect.stringContaining('a defect') });
});

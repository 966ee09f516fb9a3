import type { Json } from '../../language/definition';
import { compileStateMachine } from '../index';
import { memoryBuckets } from './buckets';
import { eventTypes, machineOf, outcome, start } from './simulate';

/** Causes of negative tolerances, MaxItems and SecondsPath are recorded on AWS; the rest is built on its documentation of each field. */

const task = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke' };
const processor = { StartAt: 'I', States: { I: { Type: 'Pass', End: true } } };
const inlineMap = { Type: 'Map', ItemsPath: '$.v', ItemProcessor: processor };
const distributed = { ...processor, ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } };
const distributedMap = { ...inlineMap, ItemProcessor: distributed };
const jsonata = { QueryLanguage: 'JSONata', ItemsPath: undefined, Items: '{% $states.input.v %}' };

/** The state with the field read from `$.n`, by path and by expression, in the part of the state where it belongs. */
function byPath(state: object, field: string, part?: string): object {
  const read = { [`${field}Path`]: '$.n' };
  return machineOf({ ...state, ...(part === undefined ? read : { [part]: read }) });
}

function byExpression(state: object, field: string, part?: string): object {
  const read = { [field]: '{% $states.input.n %}' };
  const isMap = (state as { Type: string }).Type === 'Map';
  return machineOf({
    ...state,
    ...(isMap ? jsonata : { QueryLanguage: 'JSONata' }),
    ...(part === undefined ? read : { [part]: read }),
  });
}

const fields: readonly [field: string, state: object, part?: string][] = [
  ['MaxConcurrency', inlineMap],
  ['MaxConcurrency', distributedMap],
  ['ToleratedFailureCount', inlineMap],
  ['ToleratedFailureCount', distributedMap],
  ['ToleratedFailurePercentage', inlineMap],
  ['ToleratedFailurePercentage', distributedMap],
  ['MaxItemsPerBatch', distributedMap, 'ItemBatcher'],
  ['MaxInputBytesPerBatch', distributedMap, 'ItemBatcher'],
  ['TimeoutSeconds', task],
  ['HeartbeatSeconds', task],
];

const input = (n: Json): { input: Json; task: () => Json } => ({ input: { n, v: ['a', 'b'] }, task: () => 1 });

describe.each(fields)('%s of %j', (field, state, part) => {
  test.each<Json>([-1, -0.5, 1e300, 'NaN', '-1', null, true, [1], {}])(
    'by path, %j fails by States.Runtime',
    async (n) => {
      const record = await outcome(byPath(state, field, part), input(n));
      expect(record).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
      expect(record.cause).toContain(field);
    },
  );

  test.each<Json>([-1, 1e300, 'NaN', '1', null, true, [1, 2], {}])(
    'by expression, %j fails by States.QueryEvaluationError',
    async (n) => {
      const record = await outcome(byExpression(state, field, part), input(n));
      expect(record).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
      expect(record.cause).toContain(field);
    },
  );

  it.each([byPath, byExpression])('takes what is in its range', async (machine) => {
    expect(await outcome(machine(state, field, part), input(2))).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('that is written down is held to the same range', () => {
    const written = { ...state, ...(part === undefined ? { [field]: -1 } : { [part]: { [field]: -1 } }) };
    const definition = machineOf(written) as Parameters<typeof compileStateMachine>[0];
    expect(() => compileStateMachine(definition)).toThrow(`\`${field}\`: -1 must be`);
  });
});

test.each([
  ['TimeoutSeconds', task, undefined],
  ['HeartbeatSeconds', task, undefined],
  ['MaxItemsPerBatch', distributedMap, 'ItemBatcher'],
  ['MaxInputBytesPerBatch', distributedMap, 'ItemBatcher'],
])('%s must not be zero', async (field, state, part) => {
  const record = await outcome(byPath(state, field, part), input(0));
  expect(record.cause).toMatch(new RegExp(`The ${field}Path field refers to value "0" which must be .*: \\$\\.n$`));
});

test.each([
  ['MaxConcurrency', inlineMap],
  ['MaxConcurrency', distributedMap],
  ['ToleratedFailureCount', distributedMap],
  ['ToleratedFailurePercentage', distributedMap],
])('%s may be zero', async (field, state) => {
  expect(await outcome(byPath(state, field), input(0))).toMatchObject({ output: ['a', 'b'] });
});

test('a negative MaxConcurrency is named with its path before an iteration begins', async () => {
  const record = await outcome(byPath(inlineMap, 'MaxConcurrency'), input(-1));
  expect(record.cause).toMatch(/The MaxConcurrencyPath field refers to value "-1" which must be non-negative: \$\.n$/);
  expect(eventTypes(record)).toEqual(['ExecutionStarted', 'MapStateEntered', 'ExecutionFailed']);
});

test('an expression out of range is an evaluation that failed in its field', async () => {
  const record = await outcome(byExpression(inlineMap, 'MaxConcurrency'), input(-1));
  expect(record.history.find(({ type }) => type === 'EvaluationFailed')).toMatchObject({
    evaluationFailedEventDetails: { location: 'MaxConcurrency', state: 'Only' },
  });
});

describe('the Seconds of a Wait', () => {
  const wait = { Type: 'Wait' };

  test.each<Json>([-1, 1.5, 'soon', '-3', 1e300, null, true])('by path, %j cannot be parsed', async (n) => {
    const record = await outcome(byPath(wait, 'Seconds'), { input: { n } });
    expect(record).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
    expect(record.cause).toContain('The SecondsPath parameter cannot be parsed as a long value: $.n == ');
  });

  test.each<Json>([-1, 1.5, 'soon', 1e300, null])('by expression, %j is rejected', async (n) => {
    const record = await outcome(byExpression(wait, 'Seconds'), { input: { n } });
    expect(record).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
  });

  it('may be zero or many, but not more than AWS waits', async () => {
    expect((await outcome(byPath(wait, 'Seconds'), { input: { n: 0 } })).stopDate).toBe(start);
    expect((await outcome(byExpression(wait, 'Seconds'), { input: { n: 90 } })).stopDate).toBe(start + 90_000);
    expect((await outcome(byPath(wait, 'Seconds'), { input: { n: 2 ** 31 } })).cause).toContain('delay is too long');
  });

  test.each<Json>([0, null, '', 'NaN', '2026-01-01', '9999999999-01-01T00:00:00Z'])(
    'until %j is not a time',
    async (t) => {
      const machine = machineOf({ ...wait, TimestampPath: '$.t' });
      expect(await outcome(machine, { input: { t } })).toMatchObject({ error: 'States.Runtime' });
      const expression = machineOf({ ...wait, QueryLanguage: 'JSONata', Timestamp: '{% $states.input.t %}' });
      expect(await outcome(expression, { input: { t } })).toMatchObject({ error: 'States.QueryEvaluationError' });
    },
  );
});

describe('MaxItems', () => {
  const reader = { Resource: 'arn:aws:states:::s3:getObject', Parameters: { Bucket: 'b', Key: 'k' } };
  const run = (ReaderConfig: object, n: Json, queryLanguage = 'JSONPath') => {
    const { Parameters, ...rest } = reader;
    const request = queryLanguage === 'JSONata' ? { Arguments: Parameters } : { Parameters };
    const ItemReader = { ...rest, ...request, ReaderConfig: { InputType: 'JSON', ...ReaderConfig } };
    const map = { Type: 'Map', ItemProcessor: distributed, ItemReader, QueryLanguage: queryLanguage };
    return outcome(machineOf(map), { input: { n }, ...memoryBuckets({ 'b/k': '["a","b","c"]' }) });
  };
  const path = { MaxItemsPath: '$.n' };
  const expression = { MaxItems: '{% $states.input.n %}' };

  test.each([
    [0, ['a', 'b', 'c']],
    [2, ['a', 'b']],
    [100_000_001, ['a', 'b', 'c']],
  ])('may be %j', async (n, output) => {
    expect(await run(path, n)).toMatchObject({ output });
    expect(await run(expression, n, 'JSONata')).toMatchObject({ output });
  });

  it('that is negative fails the reading of the items', async () => {
    const failure = { status: 'FAILED', error: 'States.ItemReaderFailed', cause: 'field MaxItems must be positive' };
    expect(await run(path, -1)).toMatchObject(failure);
    expect(await run(expression, -1, 'JSONata')).toMatchObject(failure);
  });

  test.each<Json>([1.5, 1e300, 'NaN', null])('that is %j is not an integer', async (n) => {
    expect(await run(path, n)).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
    expect(await run(expression, n, 'JSONata')).toMatchObject({ error: 'States.QueryEvaluationError' });
  });
});

test('a number in quotes is not a number where JSONPath is written', () => {
  const definition = machineOf({ ...inlineMap, MaxConcurrency: '3' }) as Parameters<typeof compileStateMachine>[0];
  expect(() => compileStateMachine(definition)).toThrow('`MaxConcurrency`: "3" is not a valid integer');
});

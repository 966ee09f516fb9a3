import { resultsOf, unmetOf } from './suite-of';

const definition = `
QueryLanguage: JSONata
StartAt: First
States:
  First: { Type: Pass, Assign: { v: 1 }, Next: Call }
  Call:
    Type: Task
    Resource: arn:aws:states:::dynamodb:putItem
    Arguments: { TableName: t, Item: { id: { S: x }, n: { N: '1' } } }
    TimeoutSeconds: 10
    Catch: [{ ErrorEquals: [Known], Next: Broken }]
    Output: { list: [1, 2], deep: { a: true, b: null } }
    Next: Done
  Done: { Type: Succeed }
  Broken: { Type: Fail, Error: Broken, Cause: it had to be }
`;

const withExpect = (expectation: string) => `mocks: { Call: { return: 1 } }
cases:
  - name: one
    expect:
${expectation}`;

/** Each expectation has one value that holds and one that does not, which must be reported at its line. */
describe('expectations', () => {
  it.each([
    ['status: SUCCEEDED', 'status: FAILED', '5:15 status: expected FAILED, was SUCCEEDED'],
    [
      'output: { list: [1, 2], deep: { a: true, b: null } }',
      'output: { list: [1, 3], deep: { a: true } }',
      '5:27 output.list[1]: expected 3, was 2|5:37 output.deep.b: expected nothing, was null',
    ],
    [
      'outputIncludes: { deep: { a: true } }',
      'outputIncludes: { deep: { c: 0 }, list: [1] }',
      '5:36 outputIncludes.deep.c: expected 0, was absent|5:47 outputIncludes.list[1]: expected nothing, was 2',
    ],
    [
      'path: [First, Call, Done]',
      'path: [First, Done]',
      '5:21 path: the execution went another way (- expected, + taken)',
    ],
    ['calls: { Call: 1 }', 'calls: { Call: 2 }', '5:22 calls.Call: expected 2 calls, 1 made'],
    [
      'calls: { Call: [{ Item: { id: { S: x } } }] }',
      'calls: { Call: [{ Item: { id: { S: y } } }] }',
      '5:42 calls.Call[0].Item.id.S: expected "y", was "x"',
    ],
    [
      'calls: { Call: { TableName: t } }',
      'calls: { Call: { TableName: u } }',
      '5:35 calls.Call[0].TableName: expected "u", was "t"',
    ],
    ['calls: { Call: [{}] }', 'calls: { Call: [{}, {}] }', '5:22 calls.Call: expected 2 calls, 1 made'],
    [
      'events: [TaskScheduled, ExecutionSucceeded]',
      'events: [ExecutionSucceeded, TaskScheduled]',
      '5:36 events: expected TaskScheduled after ExecutionSucceeded, none came',
    ],
    ['variables: { v: 1 }', 'variables: { v: 2 }', '5:23 variables.v: expected 2, was 1'],
  ])('%s holds, %s is told', async (right, wrong, told) => {
    expect(await unmetOf({ definition, cases: withExpect(`      ${right}`) })).toEqual([]);
    expect(await unmetOf({ definition, cases: withExpect(`      ${wrong}`) })).toEqual(told.split('|'));
  });

  it('of an error tell where the execution failed instead, and why', async () => {
    const cases = `mocks: { Call: { throw: { error: Known } } }
cases:
  - name: right
    expect: { error: Broken, cause: had to }
  - name: wrong
    expect: { error: Other, cause: missing }
  - name: meant to succeed
`;
    expect(await unmetOf({ definition, cases })).toEqual([
      '6:22 error: expected Other, was Broken',
      '6:36 cause: expected to include "missing", was "it had to be"',
      '7:11 status: expected SUCCEEDED, was FAILED in `Broken`: Broken: it had to be',
    ]);
  });

  it('of a path lay both ways side by side', async () => {
    const cases = withExpect('      path: [First, Broken, Done, First]');
    const [result] = await resultsOf({ definition, cases });
    expect(result?.unmet[0]?.lines).toEqual(['  First', '- Broken', '+ Call', '  Done', '- First']);
  });
});

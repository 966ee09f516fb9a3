import { mistakesOf, suiteOf, unmetOf } from './suite-of';

const definition = `
StartAt: Call
States:
  Call:
    Type: Task
    Resource: arn:aws:states:::lambda:invoke
    Parameters: { FunctionName: '\${Name}' }
    TimeoutSeconds: 10
    End: true
`;

describe('a cases file', () => {
  it.each([
    [
      'cases: [{ name: a, expects: {} }]',
      '1:20: error: `expects` is not a key of this object [unknown-case-key]',
      'did you mean `expect`?',
    ],
    [
      'cases: [{ name: a, expect: { stauts: FAILED } }]',
      '1:30: error: `stauts` is not a key of this object [unknown-case-key]',
      'did you mean `status`?',
    ],
    [
      'cases: [{ name: a, expect: { status: DONE } }]',
      '1:38: error: `status` must be `SUCCEEDED`, `FAILED`, `TIMED_OUT`, `ABORTED` [wrong-case-value]',
      undefined,
    ],
    [
      'mocks: { Call: { return: 1, heartbeatEverySeconds: 1.0e-9 } }',
      '1:52: error: `heartbeatEverySeconds` must be at least 0.001 [wrong-case-value]',
      undefined,
    ],
    ['cases: [{ input: 1 }]', '1:9: error: `name` is missing [missing-case-key]', undefined],
    [
      'mocks: { Call: { retrun: 1 } }',
      '1:18: error: `retrun` is not a key of this object [unknown-case-key]',
      'did you mean `return`?',
    ],
    [
      'mocks: { Call: [{ return: 1 }, { throw: Busy }] }',
      '1:41: error: `throw` must be a mapping of keys to values [wrong-case-value]',
      undefined,
    ],
    [
      'mocks: { Call: { return: 1, timeout: true } }',
      '1:16: error: `Call` must have exactly one of `return`, `throw` and `timeout`; it has return and timeout [wrong-case-value]',
      undefined,
    ],
    [
      'mocks: { Call: 7 }',
      '1:16: error: `Call` must be a mapping of keys to values or a list [wrong-case-value]',
      undefined,
    ],
    [
      'mocks: { Call: { iterations: { first: { return: 1 } } } }',
      '1:39: error: `first` must be the index of an iteration, such as 0, or 0.2 in a nested Map [wrong-case-value]',
      undefined,
    ],
    ['now: yesterday', '1:6: error: `now` must be an ISO 8601 time with offset [wrong-case-value]', undefined],
    [
      'cases: [{ name: a }, { name: a }]',
      '1:30: error: two cases are called `a` [repeated-case-name]',
      'give each its own name',
    ],
    [
      'mocks: { Cal: { return: 1 } }',
      '1:10: error: `Cal` is no state of m.asl.yaml [unknown-case-state]',
      'did you mean `Call`?',
    ],
    [
      'cases: [{ name: a, expect: { path: [Call, End] } }]',
      '1:43: error: `End` is no state of m.asl.yaml [unknown-case-state]',
      undefined,
    ],
    [
      'substitutions: { Nmae: x }',
      '1:18: error: `${Nmae}` is not in m.asl.yaml [value-without-placeholder]',
      'did you mean `Name`?',
    ],
    ['cases: {}', '1:8: error: `cases` must be a list [wrong-case-value]', undefined],
    ['definition: [1]', '1:13: error: `definition` must be text (quote it) [wrong-case-value]', undefined],
    ['mocks:\n\tCall: 1', '2:1: error: a tab is used to indent [tab-indentation]', 'indent with blanks'],
  ])('%s is refused with the place', (cases, first, help) => {
    const lines = mistakesOf({ definition, cases }).split('\n');
    expect(lines[0]).toBe(`m.cases.yaml:${first}`);
    expect(lines.find((line) => line.includes('= help: '))?.replace(/.*= help: /, '')).toBe(help);
  });

  it('is not run over a definition that AWS would refuse', () => {
    const wrong = definition.replace('End: true', 'Next: Nowhere');
    expect(mistakesOf({ definition: wrong, cases: 'cases: []' })).toContain(
      'm.asl.yaml:9:11: error: `Next` names `Nowhere`',
    );
  });

  it('takes any JSON for what it is, keys of prototypes too', async () => {
    const cases = `cases:
  - name: a
    mocks: { Call: { return: { __proto__: { polluted: 1 }, constructor: x, toString: 2 } } }
    expect: { output: { __proto__: { polluted: 1 }, constructor: x, toString: 2 } }
  - name: b
    mocks: { Call: { return: {} } }
    expect: { output: { __proto__: {} }, calls: { Call: { toString: 1 } } }`;
    expect(await unmetOf({ definition, cases })).toEqual([
      '7:36 output.__proto__: expected {}, was absent',
      '7:69 calls.Call[0].toString: expected 1, was absent',
    ]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('knows the definition beside it, or the one it names', () => {
    const named = suiteOf({
      definition,
      cases: 'definition: other.asl.json',
      files: { 'other.asl.json': '{"StartAt":"A","States":{"A":{"Type":"Succeed"}}}' },
    });
    expect(named.machine.name).toBe('other');
    expect(suiteOf({ definition, cases: 'cases: []' }).machine.name).toBe('m');
  });
});

const mockConfig = JSON.stringify({
  StateMachines: {
    m: {
      TestCases: {
        Happy: { Call: 'Good' },
        Flaky: { Call: 'Bad' },
        Lost: { Call: 'Missing' },
        ...Object.fromEntries(['Negative', 'Reversed', 'Endless', 'Gap'].map((name) => [name, { Call: name }])),
      },
    },
  },
  MockedResponses: {
    Good: { '0': { Return: { ok: true } } },
    Bad: { '0': { Throw: { Error: 'Busy', Cause: 'full' } }, '1-2': { Return: 1 } },
    Negative: { '-1': { Return: 1 } },
    Reversed: { '2-1': { Return: 1 } },
    Endless: { '0-99999999999999999999': { Return: 1 } },
    Gap: { '0': { Return: 1 }, '2': { Return: 1 } },
  },
});

describe('a MockConfigFile.json', () => {
  const files = { 'MockConfigFile.json': mockConfig };

  it('gives the mocks of a test case', async () => {
    const cases = `mockConfigFile: MockConfigFile.json
cases:
  - { name: a, testCase: Happy, expect: { output: { ok: true } } }
  - { name: b, testCase: Flaky, expect: { error: Busy, cause: full } }
  - { name: c, testCase: Happy, mocks: { Call: { return: own } }, expect: { output: own } }`;
    expect(await unmetOf({ definition, cases, files })).toEqual([]);
  });

  it.each([
    ['Lost', '`Call` names `Missing`, which `MockedResponses` does not hold'],
    ['Negative', '`-1` of `MockedResponses.Negative` is no call: `0`, or a range such as `1-2`'],
    ['Reversed', '`2-1` of `MockedResponses.Reversed` is no call: `0`, or a range such as `1-2`'],
    ['Endless', '`0-99999999999999999999` of `MockedResponses.Endless` is no call: `0`, or a range such as `1-2`'],
    ['Gap', '`MockedResponses.Gap` has no answer for call 1, or two'],
    ['Sad', '`TestCases` holds no `Sad`; there are `Happy`, `Flaky`, `Lost`, `Negative`, `Reversed`, `Endless`, `Gap`'],
  ])('says what is wrong with test case %s', (testCase, message) => {
    const cases = `mockConfigFile: MockConfigFile.json\ncases: [{ name: a, testCase: ${testCase} }]`;
    expect(mistakesOf({ definition, cases, files })).toContain(
      `m.cases.yaml:2:30: error: MockConfigFile.json: ${message}`,
    );
  });
});

import { injectErrors } from '../index';
import { suiteOf, type Texts } from './suite-of';

async function coverageOf(texts: Texts) {
  const suite = suiteOf(texts);
  const results = [];
  for (const test of suite.caseFile.cases) results.push(await suite.run(test));
  return { suite, results, coverage: suite.coverage(results) };
}

const definition = `
QueryLanguage: JSONata
StartAt: Read
States:
  Read:
    Type: Task
    Resource: arn:aws:states:::lambda:invoke
    Arguments: { FunctionName: f }
    TimeoutSeconds: 10
    Retry:
      - ErrorEquals: [Busy, Full]
        MaxAttempts: 1
      - ErrorEquals: [States.Timeout]
    Catch:
      - ErrorEquals: [Absent]
        Next: Nothing
      - ErrorEquals: [States.ALL]
        Next: Broken
    Assign: { kind: '{% $states.result.Payload.kind %}' }
    Next: Choose
  Choose:
    Type: Choice
    Choices:
      - Condition: "{% $kind = 'a' %}"
        Next: Side
      - Condition: '{% $states.input.n > 5 and $states.input.m = true %}'
        Next: Side
      - Condition: '{% $count($states.input.list) > 3 %}'
        Next: Nothing
    Default: Nothing
  Side:
    Type: Parallel
    Branches:
      - StartAt: Inner
        States: { Inner: { Type: Pass, End: true } }
    Catch: [{ ErrorEquals: [Known], Next: Broken }]
    Next: Nothing
  Nothing: { Type: Succeed }
  Broken: { Type: Fail, Error: Broken }
`;

describe('coverage', () => {
  it('names what no case reaches, where it stands, and what would reach it', async () => {
    const cases =
      'mocks: { Read: { return: { Payload: { kind: b }, n: 1, m: false, list: [] } } }\ncases: [{ name: a }]';
    const { coverage } = await coverageOf({ definition, cases });
    const { uncovered, ...counts } = coverage;
    expect(counts).toEqual({
      states: { covered: 3, total: 6 },
      transitions: { covered: 2, total: 9 },
      catchers: { covered: 0, total: 3 },
      choiceRules: { covered: 1, total: 4 },
      retriers: { covered: 0, total: 2 },
    });
    expect(uncovered.map(({ span, description, hint }) => `${span.start.line} ${description}: ${hint}`)).toEqual([
      '11 retrier 1 of `Read` (Busy, Full): let `Read` throw `Busy`: `Read: [{ throw: { error: Busy } }, { return: … }]`',
      '13 retrier 2 of `Read` (States.Timeout): let `Read` time out: `Read: [{ timeout: true }, { return: … }]`',
      '15 catcher 1 of `Read` (Absent) → `Nothing`: let `Read` throw `Absent`: `Read: { throw: { error: Absent } }`',
      '17 catcher 2 of `Read` (States.ALL) → `Broken`: let `Read` throw `Unexpected`: `Read: { throw: { error: Unexpected } }`',
      '24 rule 1 of `Choose` → `Side`: `$kind` = "a": let `Read` return {"Payload":{"kind":"a"}}, so that `{% $kind = \'a\' %}` holds',
      '26 rule 2 of `Choose` → `Side`: an input with {"n":6} and an input with {"m":true}, so that `{% $states.input.n > 5 and $states.input.m = true %}` holds',
      '28 rule 3 of `Choose` → `Nothing`: an execution in which `{% $count($states.input.list) > 3 %}` holds',
      '31 state `Side`: from `Choose`: `$kind` = "a": let `Read` return {"Payload":{"kind":"a"}}, so that `{% $kind = \'a\' %}` holds',
      '36 catcher 1 of `Side` (Known) → `Broken`: once `Side` is reached: let a state inside `Side` fail with `Known`',
      '37 `Side` → `Nothing`: once `Side` is reached: let `Side` end well',
      '35 state `Inner`: it is the first state inside `Side`',
      '39 state `Broken`: from `Read`: let `Read` throw `Unexpected`: `Read: { throw: { error: Unexpected } }`',
    ]);
  });

  it('is whole when every way has been gone, rules with the same target told apart', async () => {
    const cases = `
mocks: { Read: { return: { Payload: { kind: b }, n: 9, m: true, list: [] } } }
cases:
  - name: second rule
  - name: first rule, after both retriers
    mocks: { Read: [{ throw: { error: Full } }, { timeout: true }, { return: { Payload: { kind: a } } }] }
  - name: third rule
    mocks: { Read: { return: { Payload: { kind: c }, list: [1, 2, 3, 4], n: 1, m: 0 } } }
  - name: default
    mocks: { Read: { return: { Payload: { kind: c }, list: [], n: 1, m: 0 } } }
  - name: absent
    mocks: { Read: { throw: { error: Absent } } }
  - name: broken
    mocks: { Read: { throw: { error: Other } } }`;
    const { coverage } = await coverageOf({ definition, cases });
    expect(coverage.uncovered.map(({ description }) => description)).toEqual([
      'catcher 1 of `Side` (Known) → `Broken`',
    ]);
  });

  it('reads examples off the comparisons of JSONPath', async () => {
    const jsonPath = `
StartAt: Choose
States:
  Choose:
    Type: Choice
    Choices:
      - { Variable: $.a.b, NumericLessThan: 3, Next: Done }
      - And: [{ Variable: $.c, IsPresent: true }, { Variable: $.d, StringEquals: x }]
        Next: Done
      - { Not: { Variable: $.e, BooleanEquals: true }, Next: Done }
    Default: Done
  Done: { Type: Succeed }
`;
    const { coverage } = await coverageOf({
      definition: jsonPath,
      cases: 'cases: [{ name: a, input: { a: { b: 9 } } }]',
    });
    expect(coverage.uncovered.map(({ hint }) => hint.split(', so that')[0])).toEqual([
      'an input with {"a":{"b":2}}',
      'an input with {"c":"any value"} and an input with {"d":"x"}',
      'an execution in which `{"Not":{"Variable":"$.e","BooleanEquals":true}}` holds',
      'an input for which no rule of `Choose` holds',
      'from `Choose`: an input with {"a":{"b":2}}',
    ]);
  });
});

describe('injected errors', () => {
  it('land where the definition says, once and at every call', async () => {
    const cases = 'mocks: { Read: { return: { Payload: { kind: a } } } }\ncases: [{ name: a }]';
    const { suite, results } = await coverageOf({ definition, cases });
    const { injections, unreached } = await injectErrors(suite.machine, results);
    const texts = injections.map(
      ({ error, once, always }) =>
        `${error}: ${once.state} ${once.status}, ${always.state} ${always.status} ${always.error ?? ''}`,
    );
    expect(texts).toEqual([
      'Busy: retried SUCCEEDED, Broken FAILED Broken',
      'Full: retried SUCCEEDED, Broken FAILED Broken',
      'States.Timeout: retried SUCCEEDED, Broken FAILED Broken',
      'Absent: Nothing SUCCEEDED, Nothing SUCCEEDED ',
      'States.TaskFailed: Broken FAILED, Broken FAILED Broken',
    ]);
    expect(unreached).toEqual([]);
  });

  it('name Tasks that nothing catches for, and that no case reaches', async () => {
    const bare = `
StartAt: Choose
States:
  Choose:
    Type: Choice
    Choices: [{ Variable: $.a, IsPresent: true, Next: Never }]
    Default: Call
  Never: { Type: Task, Resource: 'arn:aws:states:::sns:publish', Parameters: { Message: m }, End: true }
  Call: { Type: Task, Resource: 'arn:aws:states:::sns:publish', Parameters: { Message: m }, TimeoutSeconds: 5, End: true }
`;
    const { suite, results } = await coverageOf({
      definition: bare,
      cases: 'mocks: { Call: { return: 1 } }\ncases: [{ name: a }]',
    });
    const { injections, unreached } = await injectErrors(suite.machine, results);
    expect(injections.map(({ error, once }) => [error, once.state, once.status, once.error])).toEqual([
      ['States.TaskFailed', 'nothing', 'FAILED', 'States.TaskFailed'],
      ['States.Timeout', 'nothing', 'FAILED', 'States.Timeout'],
    ]);
    expect(unreached).toEqual(['Never']);
  });
});

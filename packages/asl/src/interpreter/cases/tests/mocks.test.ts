import { resultsOf, unmetOf } from './suite-of';

const task = (fields = '', resource = 'arn:aws:states:::lambda:invoke') => `
QueryLanguage: JSONata
StartAt: Call
States:
  Call:
    Type: Task
    Resource: ${resource}
    Arguments: { FunctionName: f, Payload: '{% $states.input %}' }
    TimeoutSeconds: 10
${fields}
    End: true
`;

const retried = task(`
    Retry: [{ ErrorEquals: [Busy], IntervalSeconds: 5, MaxAttempts: 2 }]
    Catch: [{ ErrorEquals: [States.Timeout], Output: late, Next: Done }]`).concat('  Done: { Type: Succeed }\n');

const waiting = task('    HeartbeatSeconds: 4', 'arn:aws:states:::lambda:invoke.waitForTaskToken').replace(
  'FunctionName: f',
  "FunctionName: '{% $states.context.Task.Token %}'",
);

describe('mocks', () => {
  it('give a single answer at every call, and a list in order', async () => {
    const cases = `
cases:
  - name: always
    mocks: { Call: { throw: { error: Busy, cause: full } } }
    expect: { error: Busy, cause: full, calls: { Call: 3 } }
  - name: in order
    mocks: { Call: [{ throw: { error: Busy }, times: 2 }, { return: { n: null } }] }
    expect: { output: { n: null }, calls: { Call: 3 } }
  - name: no answer
    mocks: { Call: { timeout: true } }
    expect: { output: late }
  - name: a late answer
    mocks: { Call: { delaySeconds: 10.5, return: 1 } }
    expect: { output: late }
  - name: an answer in time
    mocks: { Call: { delaySeconds: 9, return: false } }
    expect: { output: false }`;
    const results = await resultsOf({ definition: retried, cases });
    expect(results.flatMap(({ unmet }) => unmet)).toEqual([]);
    const seconds = results.map(({ run: { record } }) => (record.stopDate! - record.startDate) / 1000);
    expect(seconds).toEqual([15, 15, 10, 10, 9]);
  });

  it('refuse by name what they do not answer, and a call more than a list holds', async () => {
    const cases = `
cases:
  - name: none
  - name: too few
    mocks: { Call: [{ throw: { error: Busy } }] }`;
    expect(await unmetOf({ definition: retried, cases })).toEqual([
      '3:11 mocks: `Call` calls, and no mock answers it: add `Call: { return: … }` to `mocks`',
      '4:11 mocks: `Call` is called for the 2nd time, and its mock lists 1 answer: list another answer, give one `times`, or leave the list out: a single answer is given every time',
    ]);
  });

  it('refuse what the called service cannot return: a misspelt member, a wrong type', async () => {
    const definition = task('', 'arn:aws:states:::dynamodb:getItem').replace(
      "FunctionName: f, Payload: '{% $states.input %}'",
      'TableName: t, Key: { id: { S: a } }',
    );
    const cases = `
cases:
  - name: misspelt
    mocks: { Call: { return: { item: { id: { S: a } } } } }
  - name: of a wrong type
    mocks: { Call: { return: { Item: { count: { N: 3 } } } } }
  - name: right
    mocks: { Call: { return: { Item: { count: { N: '3' } }, SdkHttpMetadata: {} } } }`;
    const help = 'mock what the API of the service returns: names in PascalCase, values of its types';
    expect(await unmetOf({ definition, cases })).toEqual([
      `3:11 mocks: the mock of \`Call\` is not what its service returns: Field 'item' does not exist, did you mean 'Item'?: ${help}`,
      `5:11 mocks: the mock of \`Call\` is not what its service returns: Field 'N' must be a string: ${help}`,
    ]);
  });

  it('answer task tokens, fail them, and send heartbeats', async () => {
    const cases = `
cases:
  - name: answered
    mocks: { Call: { delaySeconds: 3, return: { a: 1 } } }
    expect: { output: { a: 1 }, events: [TaskSubmitted, TaskSucceeded] }
  - name: failed
    mocks: { Call: { throw: { error: No, cause: thanks } } }
    expect: { error: No, cause: thanks, events: [TaskSubmitted, TaskFailed] }
  - name: silent
    mocks: { Call: { delaySeconds: 9, return: 1 } }
    expect: { error: States.Timeout, events: [TaskSubmitted, TaskTimedOut] }
  - name: beating
    mocks: { Call: { delaySeconds: 9, heartbeatEverySeconds: 3, return: 1 } }
    expect: { output: 1 }`;
    expect(await unmetOf({ definition: waiting, cases })).toEqual([]);
  });

  it('answer jobs after they were submitted', async () => {
    const definition = task('', 'arn:aws:states:::glue:startJobRun.sync').replace(
      "FunctionName: f, Payload: '{% $states.input %}'",
      'JobName: j',
    );
    const cases = `
cases:
  - name: a job
    mocks: { Call: { return: { JobRunState: SUCCEEDED } } }
    expect: { output: { JobRunState: SUCCEEDED }, events: [TaskSubmitted, TaskSucceeded] }`;
    expect(await unmetOf({ definition, cases })).toEqual([]);
  });

  it('answer iterations by their index', async () => {
    const definition = `
QueryLanguage: JSONata
StartAt: Each
States:
  Each:
    Type: Map
    Items: '{% $states.input %}'
    ItemProcessor:
      StartAt: Call
      States:
        Call:
          Type: Task
          Resource: arn:aws:lambda:us-east-1:123456789012:function:f
          TimeoutSeconds: 10
          Retry: [{ ErrorEquals: [Busy] }]
          End: true
    End: true
`;
    const cases = `
input: [a, b, c]
cases:
  - name: each its own
    mocks:
      Call:
        iterations: { 0: { return: zero }, 1: [{ throw: { error: Busy } }, { return: one }] }
        otherwise: { return: other }
    expect: { output: [zero, one, other] }
  - name: one without
    mocks: { Call: { iterations: { 0: { return: zero }, 1: { return: one } } } }`;
    expect(await unmetOf({ definition, cases })).toEqual([
      '10:11 mocks: `Call` calls in iteration 2, and no mock answers it there: add `2` to its `iterations`, or `otherwise` for all that are not named',
    ]);
  });
});

describe('what is given', () => {
  it('is the same for all cases where a case says nothing else', async () => {
    const definition = `
QueryLanguage: JSONata
StartAt: Tell
States:
  Tell:
    Type: Pass
    Output:
      name: '{% $states.context.Execution.Name %}'
      id: '{% $states.context.Execution.Id %}'
      machine: '{% $states.context.StateMachine.Name %}'
      now: '{% $now() %}'
      input: '{% $states.input %}'
    End: true
`;
    const cases = `
now: 2026-03-01T00:00:00+01:00
input: { a: 1 }
context: { Execution: { Name: first } }
cases:
  - name: all
    expect:
      output:
        name: first
        id: arn:aws:states:us-east-1:123456789012:execution:m:first
        machine: m
        now: 2026-02-28T23:00:00.000Z
        input: { a: 1 }
  - name: its own
    input: null
    now: 2027-01-01T00:00Z
    context: { Execution: { Id: 'arn:x' }, StateMachine: { Name: other } }
    expect:
      output: { name: first, id: 'arn:x', machine: other, now: '2027-01-01T00:00:00.000Z', input: null }`;
    expect(await unmetOf({ definition, cases })).toEqual([]);
  });

  it('fills placeholders, with plausible values where none is given', async () => {
    const definition = `
QueryLanguage: JSONata
StartAt: Tell
States:
  Tell:
    Type: Pass
    Output: { a: '\${QueueUrl}', b: '\${OrdersTableName}', c: '\${AWS::Region}', d: '{% \${ReviewThreshold} + 1 %}' }
    Next: Rest
  Rest: { Type: Wait, Seconds: \${PauseSeconds}, End: true }
`;
    const cases = `
substitutions: { OrdersTableName: orders }
cases:
  - name: filled
    expect: { output: { a: 'https://sqs.us-east-1.amazonaws.com/123456789012/', b: orders, c: aws-region, d: 1.5 } }
  - name: its own
    substitutions: { QueueUrl: q, 'AWS::Region': eu-west-1, ReviewThreshold: 2 }
    expect: { output: { a: q, b: orders, c: eu-west-1, d: 3 } }`;
    const results = await resultsOf({ definition, cases });
    expect(results[0]?.machine.assumed.map(({ name }) => name)).toEqual([
      'QueueUrl',
      'AWS::Region',
      'ReviewThreshold',
      'PauseSeconds',
    ]);
    expect(results[1]?.unmet).toEqual([]);
    expect(results[0]?.run.record.output).toMatchObject({ b: 'orders', d: 1.5 });
  });

  it('leads to the same execution every time', async () => {
    const definition = `
QueryLanguage: JSONata
StartAt: Call
States:
  Call:
    Type: Task
    Resource: arn:aws:states:::lambda:invoke
    Arguments: { FunctionName: f, Payload: '{% $uuid() %}' }
    TimeoutSeconds: 10
    Retry: [{ ErrorEquals: [States.ALL], JitterStrategy: FULL, MaxAttempts: 5 }]
    End: true
`;
    const cases = `
mocks: { Call: [{ throw: { error: Busy }, times: 5 }, { return: 1 }] }
cases: [{ name: a }, { name: b }, { name: c, seed: 2 }]`;
    const [a, b, c] = (await resultsOf({ definition, cases })).map(({ run }) => JSON.stringify(run.record.history));
    expect(a).toBe(b);
    expect(a).not.toBe(c);
  });

  it('leaves no mark in the history', async () => {
    const definition = `
QueryLanguage: JSONata
StartAt: Choose
States:
  Choose:
    Type: Choice
    Choices: [{ Condition: '{% $states.input = 1 %}', Next: Done }]
    Assign: { kept: 1 }
    Default: Done
  Done: { Type: Succeed }
`;
    const results = await resultsOf({ definition, cases: 'cases: [{ name: a, input: 1 }, { name: b }]' });
    const exits = results.map(({ run }) => run.record.history.find(({ type }) => type === 'ChoiceStateExited'));
    expect(exits.map((exit) => exit?.stateExitedEventDetails?.assignedVariables)).toEqual([undefined, { kept: '1' }]);
    expect(JSON.stringify(results.map(({ run }) => run.record.history))).not.toContain('aslTestExit');
  });
});

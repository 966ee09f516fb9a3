import { type ReceivedDeadLetter, readDeadLetter } from '../dead-letter';
import type { ExecutionState, OtherExecution } from '../evidence/other-executions';
import { planExecution, untoldExecutions } from './execution-plan';
import { successorName } from './successor';

const machine = {
  localName: 'train-model',
  name: 'dev-train-model',
  arn: 'arn:aws:states:eu-west-1:123456789012:stateMachine:dev-train-model',
  aliasArn: 'arn:aws:states:eu-west-1:123456789012:stateMachine:dev-train-model:live',
};
const arnOf = (name: string) => `arn:aws:states:eu-west-1:123456789012:execution:dev-train-model:${name}`;
const one = (name: string, status: ExecutionState): OtherExecution => ({
  executionArn: arnOf(name),
  name,
  status,
  machine,
});
const letter = (name: string, sentAt = 5): ReceivedDeadLetter => ({
  ...readDeadLetter(JSON.stringify({ executionArn: arnOf(name), input: {} })),
  messageId: 'm',
  receiptHandle: 'r',
  sentAt: new Date(sentAt).toISOString(),
});
const start = { kind: 'start-execution', name: 'nightly-r1', machine: { localName: 'train-model' } };

it.each<[string, readonly OtherExecution[], ReadonlyMap<string, number>, readonly ReceivedDeadLetter[], object]>([
  ['that failed starts anew', [one('nightly', 'FAILED')], new Map(), [letter('nightly')], start],
  ['so does one that Step Functions has forgotten', [], new Map(), [letter('nightly')], start],
  [
    'that timed out goes on where it was, or else starts anew',
    [one('nightly', 'TIMED_OUT')],
    new Map(),
    [letter('nightly')],
    { kind: 'redrive-execution', otherwise: start },
  ],
  [
    'whose place another has taken asks for nothing',
    [one('nightly', 'FAILED'), one('nightly-r1', 'RUNNING')],
    new Map(),
    [letter('nightly')],
    { kind: 'drop-letters', why: 'nightly-r1 has replaced it and is RUNNING' },
  ],
  [
    'that has been redriven and runs asks for nothing',
    [one('nightly', 'RUNNING')],
    new Map([[arnOf('nightly'), 6]]),
    [letter('nightly')],
    { kind: 'drop-letters' },
  ],
  [
    'that has sent a letter since and is about to end is left alone',
    [one('nightly', 'RUNNING')],
    new Map([[arnOf('nightly'), 4]]),
    [letter('nightly')],
    { kind: 'leave' },
  ],
  ['that succeeded after all is left alone', [one('nightly', 'SUCCEEDED')], new Map(), [], { kind: 'leave' }],
])('an execution %s', (_, others, redrivenAt, letters, plan) => {
  expect(planExecution({ others, redrivenAt }, arnOf('nightly'), { machines: [machine], letters })).toMatchObject(plan);
});

it('refuses a letter of an execution of no state machine that is here', () => {
  const elsewhere = { machines: [], letters: [letter('nightly')] };
  expect(planExecution({ others: [], redrivenAt: new Map() }, arnOf('nightly'), elsewhere)).toMatchObject({
    kind: 'refuse',
    why: expect.stringContaining('does not name an execution of a state machine in this environment'),
  });
});

it.each([
  ['nightly', 'nightly-r1'],
  ['nightly-r1', 'nightly-r2'],
  ['a'.repeat(74), `${'a'.repeat(74)}-r1`],
])('the successor of %s is %s', (name, successor) => {
  expect(successorName(name)).toBe(successor);
});

it('shortens a name that has no place for the number of a redrive, and counts on from there', () => {
  const first = successorName('b'.repeat(80));

  expect(first).toMatch(/^b{65}-[0-9a-f]{8}-r1$/);
  expect(successorName(first)).toBe(first.replace(/1$/, '2'));
  expect(successorName(`${'b'.repeat(79)}c`)).not.toBe(first);
});

it('finds the executions that nobody was told of', () => {
  const others = [
    one('told', 'FAILED'),
    one('untold', 'ABORTED'),
    one('redone', 'FAILED'),
    one('redone-r1', 'SUCCEEDED'),
  ];

  expect(untoldExecutions({ others, redrivenAt: new Map(), letters: [letter('told')] })).toEqual([arnOf('untold')]);
});

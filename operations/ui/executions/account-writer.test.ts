import type { DescribedExecution } from '@document-pipelines/asl/ui';
import { accountWith } from '../../../tests/fixtures/account-fixture';
import { accountWriter } from './account-writer';
import { redriveIdOf } from './ledger-redrive';

const prefix = 'arn:aws:states:us-east-1:123456789012';
const executionArn = `${prefix}:execution:dev-documents:one`;

describe('an act on an execution of an account', () => {
  it('is audited before and after it, without its input', async () => {
    const called: string[] = [];
    const bodies: string[] = [];
    const account = accountWith(async (_service, operation, input) => {
      called.push(operation);
      if (operation === 'PutObject') bodies.push(String(input['Body']));
      return {};
    });
    const writer = accountWriter(account);
    if (writer.kind === 'closed') throw new Error(writer.reason);
    await writer.call('StartExecution', { stateMachineArn: 'm', name: 'two', input: '{"text":"secret"}' });
    await writer.call('DescribeExecution', { executionArn });

    expect(called).toEqual(['PutObject', 'StartExecution', 'PutObject', 'DescribeExecution']);
    expect(bodies.map((body) => JSON.parse(body))).toMatchObject([
      { command: 'execution start', request: { stateMachineArn: 'm', name: 'two', inputBytes: 17 } },
      { command: 'execution start', outcome: {} },
    ]);
    expect(bodies.join()).not.toContain('secret');
  });

  it('is not carried out if it cannot be audited', async () => {
    const called: string[] = [];
    const account = accountWith(async (_service, operation) => {
      called.push(operation);
      if (operation === 'PutObject') throw new Error('AccessDenied');
      return {};
    });
    const writer = accountWriter(account);
    if (writer.kind === 'closed') throw new Error(writer.reason);
    await expect(writer.call('StopExecution', { executionArn })).rejects.toThrow('AccessDenied');
    expect(called).toEqual(['PutObject']);
  });
});

describe('what pipelines redrive calls an execution', () => {
  const { names, ...account } = accountWith(async () => ({}));
  const machine = (name: string) => ({
    localName: name,
    name: `dev-${name}`,
    arn: `${prefix}:stateMachine:dev-${name}`,
    aliasArn: '',
  });
  const ours = {
    ...account,
    names: {
      ...names,
      documentPipelineArn: `${prefix}:stateMachine:dev-documents`,
      machines: [machine('documents'), machine('train')],
    },
  };
  const execution = (of: string, input: string): DescribedExecution => ({
    executionArn: `${prefix}:execution:${of}:one`,
    machine: of,
    name: 'one',
    status: 'FAILED',
    startedAt: 0,
    input,
  });

  it.each([
    ['dev-documents', '{"bucket":"b","key":"k","versionId":"v"}', /^[0-9a-f]{64}$/],
    ['dev-documents', '{"other":1}', /:execution:dev-documents:one$/],
    ['dev-train', '{}', /:execution:dev-train:one$/],
  ])('of %s with %s is %s', (of, input, expected) => {
    expect(redriveIdOf(execution(of, input), ours)).toMatch(expected);
  });

  it.each(['other', 'dev-documents/Each'])('is nothing for %s: RedriveExecution has no more to do there', (of) => {
    expect(redriveIdOf(execution(of, '{}'), ours)).toBeUndefined();
  });
});

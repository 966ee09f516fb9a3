import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFunctionLogs } from '../../lambda-host/function-log';
import { createLogs } from './create-logs';

const stateFolder = mkdtempSync(join(tmpdir(), 'logs-'));
afterAll(() => rmSync(stateFolder, { recursive: true }));

const { FilterLogEvents: operation } = createLogs({
  partition: 'aws',
  region: 'us-east-1',
  account: '123456789012',
  stackFolder: '',
  stateFolder,
}).operations;
const filter = async (input: object) => {
  const request = { logGroupName: '/aws/lambda/greet', ...input };
  const { events, nextToken } = await operation!.run(request, { kind: 'operator' });
  return { messages: (events as readonly { message: string }[]).map(({ message }) => message.trim()), nextToken };
};

beforeAll(async () => {
  let time = 0;
  const logs = createFunctionLogs(join(stateFolder, 'logs'), () => time);
  const lines = ['START a', '{"document":"one two"}', 'failed one', 'END a'];
  for (const [index, line] of lines.entries()) {
    time = (index + 1) * 10;
    logs.write({ functionName: 'greet', logStreamName: index < 2 ? 's1' : 's2' }, `${line}\n`);
  }
  await logs.close();
});

describe('FilterLogEvents', () => {
  it.each<[string, object, readonly string[]]>([
    ['times, both included', { startTime: 20, endTime: 30 }, ['{"document":"one two"}', 'failed one']],
    ['log streams', { logStreamNames: ['s2'] }, ['failed one', 'END a']],
    ['the beginning of log streams', { logStreamNamePrefix: 's1' }, ['START a', '{"document":"one two"}']],
    ['all terms', { filterPattern: 'one failed' }, ['failed one']],
    ['words together', { filterPattern: '"one two"' }, ['{"document":"one two"}']],
    ['one of the terms', { filterPattern: '?"START a" ?END' }, ['START a', 'END a']],
    ['the terms that are absent', { filterPattern: 'one -failed' }, ['{"document":"one two"}']],
    [
      'a group named by its ARN',
      {
        logGroupName: undefined,
        logGroupIdentifier: 'arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/greet',
        filterPattern: 'END',
      },
      ['END a'],
    ],
  ])('selects by %s', async (_what, input, expected) => {
    expect((await filter(input)).messages).toEqual(expected);
  });

  it('returns pages', async () => {
    const { messages, nextToken } = await filter({ limit: 3 });
    expect(messages).toHaveLength(3);
    expect(await filter({ limit: 3, nextToken })).toEqual({ messages: ['END a'], nextToken: undefined });
  });

  it.each<[string, object, string]>([
    ['an unknown group', { logGroupName: '/aws/lambda/other' }, 'ResourceNotFoundException'],
    ['a group that is not written locally', { logGroupName: '/aws/states/x' }, 'NotModelledError'],
    ['two names', { logGroupIdentifier: 'x' }, 'InvalidParameterException'],
    ['a pattern for JSON', { filterPattern: '{ $.a = 1 }' }, 'NotModelledError'],
    ['optional and required terms together', { filterPattern: '?a b' }, 'NotModelledError'],
    ['a member that is not supported', { unmask: true }, 'NotModelledError'],
    ['a limit of 0', { limit: 0 }, 'InvalidParameterException'],
  ])('rejects %s', async (_what, input, name) => {
    await expect(filter(input)).rejects.toMatchObject({ name });
  });
});

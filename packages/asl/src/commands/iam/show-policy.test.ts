import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DiagnosticsError } from '../../language/diagnostics';
import { type IamSettings, showPolicy } from './show-policy';

const folder = mkdtempSync(join(tmpdir(), 'asl-iam-'));
const file = join(folder, 'hello.asl.yaml');
const settings: IamSettings = { set: [], region: 'eu-west-1', account: '123456789012', partition: 'aws' };

beforeAll(() => {
  writeFileSync(
    file,
    `StartAt: A
States:
  A:
    Type: Task
    Resource: arn:\${Partition}:states:::dynamodb:getItem
    Parameters: { TableName: "\${TableName}", Key: { id: { S: x } } }
    End: true
`,
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

it('says what is allowed on what, and which state needs it; a placeholder without a value by its name', () => {
  expect(showPolicy(file, settings).text).toBe(
    [
      'The execution role of hello needs 1 permission(s):',
      '',
      'DynamodbGetItem',
      '  allow    dynamodb:GetItem',
      '  on       ${TableName}',
      '  because  A calls dynamodb:getItem',
    ].join('\n'),
  );
});

it('prints the policy document, with the ARNs that are given', () => {
  const arn = 'arn:aws:dynamodb:eu-west-1:123456789012:table/hello';
  expect(JSON.parse(showPolicy(file, { ...settings, json: true, set: [`TableName=${arn}`] }).text)).toEqual({
    Version: '2012-10-17',
    Statement: [{ Sid: 'DynamodbGetItem', Effect: 'Allow', Action: ['dynamodb:GetItem'], Resource: [arn] }],
  });
});

it.each([
  ['Tabel=arn:aws:x', 'the definition has no placeholder of this name; it has Partition, TableName'],
  ['TableName', 'expected Name=arn:…'],
])('refuses --set %s', (pair, message) => {
  expect(() => showPolicy(file, { ...settings, set: [pair] })).toThrow(message);
});

it('takes a name for a placeholder as well as an ARN', () => {
  expect(showPolicy(file, { ...settings, set: ['TableName=orders'] }).text).toContain(
    'on       arn:aws:dynamodb:eu-west-1:123456789012:table/orders',
  );
});

describe('a definition whose calls are not all known', () => {
  const write = (name: string, resource: string, more = '') => {
    const path = join(folder, `${name}.asl.yaml`);
    writeFileSync(path, `StartAt: A\nStates: { A: { Type: Task, Resource: '${resource}', ${more}End: true } }\n`);
    return path;
  };

  it('asks for the value of a placeholder that is all of a Resource, and never takes it for a function', () => {
    const activity = write('activity', '${ActivityArn}');
    expect(() => showPolicy(activity, settings)).toThrow(
      'what state A calls is unknown: its `Resource` is `${ActivityArn}`\n  = help: give its ARN: --set ActivityArn=arn:…',
    );
    const set = ['ActivityArn=arn:aws:states:eu-west-1:123456789012:activity:a'];
    expect(showPolicy(activity, { ...settings, set }).text).toBe(
      'The execution role of activity needs 0 permission(s):',
    );
  });

  it('derives no action that IAM does not know, and reports the call', () => {
    const { text, findings } = showPolicy(write('odd', 'arn:aws:states:::aws-sdk:s3:frobnicate'), settings);
    expect(text).toContain('needs 0 permission(s)');
    expect(findings.slice(-1)).toEqual([
      expect.stringMatching(
        /^warning: state A calls aws-sdk:s3:frobnicate, for which IAM had no action on 20\d\d-\d\d-\d\d/,
      ),
    ]);
  });

  it('is checked first: with errors it has no policy', () => {
    const wrong = write('wrong', 'arn:aws:states:::sqs:sendMessage', 'Nxt: B, ');
    expect(() => showPolicy(wrong, settings)).toThrow(DiagnosticsError);
  });

  it('cannot be derived if it cannot be read', () => {
    const path = join(folder, 'broken.asl.yaml');
    writeFileSync(path, 'StartAt: [\n');
    expect(() => showPolicy(path, settings)).toThrow(DiagnosticsError);
  });
});

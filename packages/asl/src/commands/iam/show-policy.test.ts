import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
  expect(showPolicy(file, settings)).toBe(
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
  expect(JSON.parse(showPolicy(file, { ...settings, json: true, set: [`TableName=${arn}`] }))).toEqual({
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

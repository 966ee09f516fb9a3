import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkText } from '../../language/check';
import { configFinder } from '../../language/config';
import { noCache } from '../../language/content-cache';
import { formatDiagnostic } from '../../language/diagnostics';
import { requireLockedRole } from '../../language/iam';
import { loadDefinition } from '../../language/load';
import { checkFile } from '../check/check-file';
import { lockRoles } from './lock-roles';

let folder: string;
let file: string;
const check = { isUpdate: false };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'asl-lock-'));
  file = join(folder, 'orders.asl.yaml');
  write('dynamodb:getItem');
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(call: string, state = 'A'): void {
  const parameters = 'Parameters: { TableName: "${TableName}", Key: { id: { S: x } }, Item: { id: { S: x } } }';
  const fields = `Type: Task, Resource: 'arn:\${Partition}:states:::${call}', ${parameters}, End: true`;
  writeFileSync(file, `StartAt: ${state}\nStates: { ${state}: { ${fields} } }\n`);
}

it('writes the permissions with the placeholders of the definition, and finds them the same', () => {
  expect(lockRoles(folder, check)).toEqual({ lines: [`${folder}/orders.role.yaml: written`], isSame: true });
  expect(readFileSync(join(folder, 'orders.role.yaml'), 'utf8')).toBe(
    [
      '# What orders.asl.yaml lets its execution role do. asl check and synthesis compare it.',
      '# Renew it after a change: asl iam orders --lock --update',
      'statements:',
      '  - allow:',
      '      - dynamodb:GetItem',
      '    on:',
      '      - ${TableName}',
      '',
    ].join('\n'),
  );
  expect(lockRoles(file, check)).toEqual({ lines: [`${folder}/orders.role.yaml: the role is the same`], isSame: true });
});

it('names what a definition changes, in words and with the command, until the lock is renewed', () => {
  lockRoles(file, check);
  write('dynamodb:putItem');
  const changes = [
    '  gains dynamodb:PutItem on ${TableName}, because A calls dynamodb:putItem',
    '  loses dynamodb:GetItem on ${TableName}',
  ];
  const help = '  = help: if the change is wanted, renew the lock: asl iam orders --lock --update';
  const lock = `${folder}/orders.role.yaml`;
  expect(lockRoles(file, check)).toEqual({ lines: [`${lock}: the role differs`, ...changes, help], isSame: false });
  expect(() => requireLockedRole(loadDefinition(file).definition!)).toThrow(
    [`${lock}: the role of ${file} differs from its lock`, ...changes, help].join('\n'),
  );
  expect(lockRoles(file, { isUpdate: true })).toEqual({ lines: [`${lock}: renewed`, ...changes], isSame: true });
  expect(() => requireLockedRole(loadDefinition(file).definition!)).not.toThrow();
});

it('is a finding of asl check, at the state that needs a new permission', () => {
  lockRoles(file, check);
  write('dynamodb:putItem', 'StoreOrder');
  const checking = { checkText, cache: noCache, type: 'STANDARD', findConfig: configFinder() } as const;
  const { diagnostics, text } = checkFile(file, checking);
  const changes = diagnostics.filter(({ ruleId }) => ruleId === 'role-differs-from-lock');
  const [loss, gain = ''] = changes.map((each) => formatDiagnostic(each, text!));
  expect(loss).toContain('it loses dynamodb:GetItem on ${TableName}');
  expect(gain.replace(file, 'definitions/orders.asl.yaml')).toMatch(
    /asl.yaml:2:11: error: the role differs from its lock: it gains dynamodb:PutItem on \$\{TableName\}, because StoreOrder calls/,
  );
});

it('does not depend on the names of states', () => {
  lockRoles(file, check);
  write('dynamodb:getItem', 'Renamed');
  expect(lockRoles(file, check).isSame).toBe(true);
});

it('keeps a call whose permission only synthesis knows', () => {
  writeFileSync(file, "StartAt: A\nStates: { A: { Type: Task, Resource: '${ActivityArn}', End: true } }\n");
  lockRoles(file, check);
  expect(readFileSync(join(folder, 'orders.role.yaml'), 'utf8')).toContain(
    'statements: []\nopen:\n  - ${ActivityArn}\n',
  );
});

it.each(['statements: 5', 'a: [', ''])('rejects a file that is not a lock: %j', (text) => {
  writeFileSync(join(folder, 'orders.role.yaml'), text);
  expect(() => lockRoles(file, check)).toThrow(join(folder, 'orders.role.yaml'));
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RoleGrant } from '../policies';
import { keepGrants, readGrants } from '../policies/kept-grants';
import { grantLines } from './show-grants';

const roleArn = 'arn:aws:iam::123456789012:role/dev-orders';
const grant = (sid: string, used: readonly string[]): RoleGrant => ({
  roleArn,
  policy: 'orders',
  sid,
  actions: ['s3:GetObject', 's3:Put*'],
  resources: [`arn:aws:s3:::${sid}/*`, 'arn:aws:s3:::b/*'],
  used,
  needed: used,
});

it('prints statements of which something was never used', () => {
  const grants = [grant('All', ['s3:GetObject', 's3:PutObject']), grant('Some', ['s3:PutObject']), grant('None', [])];
  expect(grantLines(grants)).toEqual([
    'dev-orders: 3 statement(s), 1 used in full',
    '  Some: partly used',
    '    unused  s3:GetObject',
    '    on      arn:aws:s3:::Some/* and 1 more',
    '  None: never used',
    '    unused  s3:GetObject, s3:Put*',
    '    on      arn:aws:s3:::None/* and 1 more',
  ]);
});

it('adds the runs of a state folder, and begins again with a statement that has changed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'grants-'));
  keepGrants(folder, { grants: () => [grant('A', ['s3:GetObject']), grant('B', ['s3:GetObject'])] });
  const changed = { ...grant('B', []), actions: ['s3:GetObject'] };
  keepGrants(folder, { grants: () => [grant('A', ['s3:PutObject']), changed] });
  expect(readGrants(folder)).toMatchObject([{ used: ['s3:GetObject', 's3:PutObject'] }, { used: [] }]);
  expect(readGrants(join(folder, 'none'))).toBeUndefined();
  rmSync(folder, { recursive: true });
});

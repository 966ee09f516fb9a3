import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContentChecks } from './content-checks';

const folder = mkdtempSync(join(tmpdir(), 'content-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = join(folder, 'content');
const expected = { sizeBytes: 5, md5: createHash('md5').update('whole').digest('hex') };
const wrong = 'has other bytes than those that were stored';

beforeEach(() => writeFileSync(file, 'whole'));

it('remembers no digest of a file so young that a second change would have the same times', async () => {
  const checks = new ContentChecks(() => statSync(file).ctimeMs);
  expect(await checks.problemOf(file, expected)).toBeUndefined();

  writeFileSync(file, 'WHOLE');

  expect(await checks.problemOf(file, expected)).toBe(wrong);
});

it('sees a change whose modification time was put back', async () => {
  const checks = new ContentChecks(() => statSync(file).ctimeMs + 1000);
  const { atime, mtime } = statSync(file);
  expect(await checks.problemOf(file, expected)).toBeUndefined();
  await new Promise((resolve) => setTimeout(resolve, 20));

  writeFileSync(file, 'WHOLE');
  utimesSync(file, atime, mtime);

  expect(await checks.problemOf(file, expected)).toBe(wrong);
});

it('answers all that ask at once', async () => {
  const checks = new ContentChecks();
  rmSync(file);

  expect(await Promise.all([checks.problemOf(file, expected), checks.problemOf(file, expected)])).toEqual([
    'is missing',
    'is missing',
  ]);
});

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockState, StateInUseError } from './state-lock';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'state-lock-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

test('a second process is told who has the folder', () => {
  lockState(folder, 'asl local run');

  expect(() => lockState(folder, 'pipelines review')).toThrow(StateInUseError);
  expect(() => lockState(folder, 'pipelines review')).toThrow(`in use by process ${process.pid} (asl local run)`);
});

test('a lock that was given back can be taken again', () => {
  const release = lockState(folder, 'first');

  release();

  expect(existsSync(join(folder, 'lock.json'))).toBe(false);
  expect(() => lockState(folder, 'second')).not.toThrow();
});

test('a lock whose process is gone is taken over', () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  writeFileSync(join(folder, 'lock.json'), JSON.stringify({ pid, command: 'asl local run' }));

  expect(() => lockState(folder, 'next')).not.toThrow();
});

test('a lock whose number now belongs to another process is taken over', () => {
  if (!existsSync('/proc/self/stat')) return;
  writeFileSync(
    join(folder, 'lock.json'),
    JSON.stringify({ pid: process.ppid, command: 'asl local run', startedAt: '1' }),
  );

  expect(() => lockState(folder, 'next')).not.toThrow();
});

test('a lock that was not written whole is taken over', () => {
  writeFileSync(join(folder, 'lock.json'), '{"pid": 1');

  expect(() => lockState(folder, 'next')).not.toThrow();
});

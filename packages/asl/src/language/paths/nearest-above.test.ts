import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nearestAbove } from './nearest-above';

const root = mkdtempSync(join(tmpdir(), 'nearest-above-'));
const inner = join(root, 'a', 'b');
beforeAll(() => mkdirSync(inner, { recursive: true }));
afterAll(() => rmSync(root, { recursive: true }));

it('prefers the nearest, and looks up to the root', () => {
  expect(nearestAbove(inner, 'a-name-that-no-folder-has')).toBeUndefined();
  writeFileSync(join(root, 'x.json'), '{}');
  expect(nearestAbove(inner, 'x.json')).toBe(join(root, 'x.json'));
  writeFileSync(join(inner, 'x.json'), '{}');
  expect(nearestAbove(inner, 'x.json')).toBe(join(inner, 'x.json'));
});

import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clearUnfinishedFiles, jsonFilesIn, readJsonFile, writeJsonFile } from './json-file';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'json-file-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('keeps what was written whole and clears away what a killed process left half written', () => {
  writeJsonFile(join(folder, 'a.json'), { a: 1 });
  writeFileSync(join(folder, '.b.json.8f14e45f-ceea-467f-a0e6-0123456789ab'), '{"b":');
  writeFileSync(join(folder, '.gitignore'), '*');

  clearUnfinishedFiles(folder);

  expect(readdirSync(folder).sort()).toEqual(['.gitignore', 'a.json']);
  expect(jsonFilesIn(folder).map((file) => readJsonFile(file))).toEqual([{ a: 1 }]);
});

it('takes a folder that is not there for an empty one', () => {
  expect(jsonFilesIn(join(folder, 'none'))).toEqual([]);
  expect(() => clearUnfinishedFiles(join(folder, 'none'))).not.toThrow();
});

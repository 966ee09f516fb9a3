import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  appendJsonLine,
  clearUnfinishedBelow,
  clearUnfinishedFiles,
  jsonFilesIn,
  readJsonFile,
  writeJsonFile,
} from './json-file';

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

it('clears folders below too, but for those where names are not its own', () => {
  const unfinished = '.b.json.8f14e45f-ceea-467f-a0e6-0123456789ab';
  for (const name of ['functions', 'objects']) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, unfinished), '{"b":');
  }

  clearUnfinishedBelow(folder, ['objects']);

  expect(readdirSync(join(folder, 'functions'))).toEqual([]);
  expect(readdirSync(join(folder, 'objects'))).toEqual([unfinished]);
});

it('takes away the line that a kill cut short before it adds the next', () => {
  const file = join(folder, 'notices', 'stored.jsonl');
  appendJsonLine(file, { a: 'é' });
  appendFileSync(file, '{"b":');

  appendJsonLine(file, { c: 3 });

  expect(readFileSync(file, 'utf8')).toBe('{"a":"é"}\n{"c":3}\n');
  writeFileSync(file, '{"torn');
  appendJsonLine(file, { d: 4 });
  expect(readFileSync(file, 'utf8')).toBe('{"d":4}\n');
});

it('takes a folder that is not there for an empty one', () => {
  expect(jsonFilesIn(join(folder, 'none'))).toEqual([]);
  expect(() => clearUnfinishedFiles(join(folder, 'none'))).not.toThrow();
});

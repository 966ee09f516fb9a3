import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chosenRuns } from './chosen-runs';

const folder = mkdtempSync(join(tmpdir(), 'chosen-runs-'));
const project = { root: folder, appCommand: 'true', stacksFolder: folder };
afterAll(() => rmSync(folder, { recursive: true }));

it.each(['{"id":7}', 'input.json', '@input.json'])('takes --input %s for an input', (input) => {
  writeFileSync(join(folder, 'input.json'), '{"id":7}');
  expect(chosenRuns(project, { machine: 'm', cwd: folder, input })).toMatchObject([{ input: { id: 7 }, upload: [] }]);
});

it('names a file that is not there', () => {
  expect(() => chosenRuns(project, { machine: 'm', cwd: folder, input: '@none.json' })).toThrow('none.json');
});

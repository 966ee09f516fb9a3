import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../papers/markdown-files';
import { followInCopy } from './follow-in-copy';
import { howToPages } from './how-to-page';
import { copyProject } from './project-copy';

/** The most files that a person has to write or change. */
const most: Readonly<Record<string, number>> = {
  'add-a-check-rule': 6,
  'add-a-document-type': 4,
  'add-a-function': 6,
  'add-a-state-machine': 5,
  'add-an-aws-operation': 3,
  'add-an-environment': 1,
};

const pages = howToPages();
const copy = copyProject();
afterAll(() => copy.remove());

it('there is a page for each thing that is often added', () => {
  expect(pages.map(({ name }) => name).sort()).toEqual(Object.keys(most));
});

it('the table of contents has the number of files of each page', () => {
  const table = readFileSync(join(root, 'docs/how-to/README.md'), 'utf8');
  const rows = [...table.matchAll(/^\| \[[^\]]+\]\(([\w-]+)\.md\) \| (\d+) \|/gm)];
  const counts = Object.fromEntries(rows.map(([, name, count]) => [name, Number(count)]));
  expect(counts).toEqual(Object.fromEntries(pages.map(({ name, handWritten }) => [name, handWritten.length])));
});

/** `npm run docs` runs the slow commands of the pages as well, those that generate files among them. */
describe.each(pages.map((page) => [page.name, page] as const))('%s', (name, page) => {
  it('can be followed, and touches the files that it lists as written by hand', async () => {
    expect(await followInCopy(copy, page, { commands: 'quick' })).toEqual([...page.handWritten].sort());
  });

  it('asks for few files', () => {
    expect(page.handWritten.length).toBeGreaterThan(0);
    expect(page.handWritten.length).toBeLessThanOrEqual(most[name]!);
  });
});

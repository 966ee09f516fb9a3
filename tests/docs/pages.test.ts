import { markdownFiles } from '../papers/markdown-files';
import { commandsInProse, problemsOfCommands } from './check-commands';
import { followInCopy } from './follow-in-copy';
import { pages } from './page';
import { copyProject } from './project-copy';

const copy = copyProject();
afterAll(() => copy.remove());

/** how-to.test.ts follows the pages of docs/how-to; `npm run docs` runs slow commands too. */
const others = pages().filter(({ path }) => !path.startsWith('docs/how-to/add-'));

it.each(others.map((page) => [page.path, page] as const))('what %s shows is what comes of it', async (_, page) => {
  await followInCopy(copy, page, { commands: 'quick' });
});

/** The change log names removed commands too. */
const current = markdownFiles().filter(({ path }) => path !== 'CHANGELOG.md');

it.each(current.map(({ path, prose }) => [path, prose]))('%s names commands that exist', (_, prose) => {
  expect(problemsOfCommands(commandsInProse(prose))).toEqual([]);
});

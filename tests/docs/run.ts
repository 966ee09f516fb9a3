/** `npm run docs [-- page …]`: follows the pages of the documentation in copies of the project, with every command that needs only this computer. */
import { followInCopy } from './follow-in-copy';
import { howToPages } from './how-to-page';
import { type Need, needs, type Page, pages } from './page';
import { copyProject, type ProjectCopy } from './project-copy';

const asked = process.argv.slice(2);
const all = pages();
const unknown = asked.filter((path) => !all.some((page) => page.path === path));

if (unknown.length > 0) {
  console.error(`there is no page ${unknown.join(', ')}; there are: ${all.map(({ path }) => path).join(', ')}`);
  process.exitCode = 2;
} else void followAll(asked.length === 0 ? all : all.filter(({ path }) => asked.includes(path)));

async function followAll(chosen: readonly Page[]): Promise<void> {
  const copy = copyProject();
  const followed: boolean[] = [];
  for (const page of chosen) followed.push(await follow(copy, page));
  copy.remove();
  console.log(`${followed.filter(Boolean).length} of ${chosen.length} pages are true`);
  for (const need of needs) printNotRun(chosen, need);
  if (followed.includes(false)) process.exitCode = 1;
}

/** Prints the result. Returns false if the output differs from the page, or the page cannot be followed. */
async function follow(copy: ProjectCopy, page: Page): Promise<boolean> {
  console.log(page.path);
  let isTrue = true;
  try {
    const files = await followInCopy(copy, page, {
      commands: 'all',
      onCommand: (command) => console.log(`  $ ${command}`),
      onDifference: ({ message }) => {
        console.error(message);
        isTrue = false;
      },
    });
    const howTo = howToPages().find(({ path }) => path === page.path);
    const unlisted = files.filter(
      (file) => !(howTo === undefined || [...howTo.handWritten, ...howTo.generated].includes(file)),
    );
    if (unlisted.length > 0) throw new Error(`the page does not list: ${unlisted.join(', ')}`);
    return isTrue;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return false;
  }
}

function printNotRun(chosen: readonly Page[], need: Need): void {
  const commands = chosen.flatMap(({ path, instructions }) =>
    instructions.flatMap((instruction) =>
      instruction.kind === 'run' && instruction.class === need
        ? [`  ${path}:${instruction.line}  ${instruction.command}`]
        : [],
    ),
  );
  if (commands.length > 0)
    console.log([`${commands.length} not run, because they need ${need}:`, ...commands].join('\n'));
}

/** `npm run how-to [-- page …]`: follows the pages of docs/how-to in copies of the project, every command of them. */
import { followInCopy } from './follow-in-copy';
import { type HowToPage, howToPages } from './how-to-page';
import { copyProject, type ProjectCopy } from './project-copy';

const pages = howToPages();
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !pages.some((page) => page.name === name));

if (unknown.length > 0) {
  console.error(`there is no page ${unknown.join(', ')}; there are: ${pages.map(({ name }) => name).join(', ')}`);
  process.exitCode = 2;
} else {
  const copy = copyProject();
  const followed = pages
    .filter(({ name }) => asked.length === 0 || asked.includes(name))
    .map((page) => follow(copy, page));
  copy.remove();
  if (followed.includes(false)) process.exitCode = 1;
}

/** Prints what comes of it; false if the page cannot be followed. */
function follow(copy: ProjectCopy, page: HowToPage): boolean {
  console.log(`docs/how-to/${page.name}.md`);
  try {
    const onCommand = (command: string): void => console.log(`  $ ${command}`);
    const files = followInCopy(copy, page, { commands: 'all', onCommand });
    const unlisted = files.filter((file) => ![...page.handWritten, ...page.generated].includes(file));
    if (unlisted.length > 0) throw new Error(`the page does not list: ${unlisted.join(', ')}`);
    console.log(`  followed: ${page.handWritten.length} files by hand, ${files.length} in all`);
    return true;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return false;
  }
}

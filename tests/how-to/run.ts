/** `npm run how-to [-- page …]`: follows the pages of docs/how-to in copies of the project, every command of them. */
import { followInCopy } from './follow-in-copy';
import { howToPages } from './how-to-page';

const pages = howToPages();
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !pages.some((page) => page.name === name));

if (unknown.length > 0) {
  console.error(`there is no page ${unknown.join(', ')}; there are: ${pages.map(({ name }) => name).join(', ')}`);
  process.exitCode = 2;
} else {
  for (const page of pages.filter(({ name }) => asked.length === 0 || asked.includes(name))) {
    console.log(`docs/how-to/${page.name}.md`);
    try {
      const onCommand = (command: string): void => console.log(`  $ ${command}`);
      const files = followInCopy(page, { commands: 'all', onCommand });
      const unlisted = files.filter((file) => ![...page.handWritten, ...page.generated].includes(file));
      if (unlisted.length > 0) throw new Error(`files that the page does not list: ${unlisted.join(', ')}`);
      console.log(`  followed; ${page.handWritten.length} files by hand, ${files.length} in all`);
    } catch (error) {
      console.error(String(error instanceof Error ? error.message : error));
      process.exitCode = 1;
    }
  }
}

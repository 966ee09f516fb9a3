import { type FollowOptions, followPage } from './follow-page';
import { type HowToPage, howToPages } from './how-to-page';
import { copyProject } from './project-copy';

/** Follows a page in a copy of its own, after the page where it begins. Returns the files that differ afterwards, in alphabetical order. */
export function followInCopy(page: HowToPage, options: FollowOptions): string[] {
  const copy = copyProject();
  try {
    const earlier = howToPages().find(({ name }) => name === page.startsAfter);
    if (earlier !== undefined) followPage(copy.folder, earlier.instructions, { commands: 'none' });
    const before = copy.files();
    followPage(copy.folder, page.instructions, options);
    const after = copy.files();
    return [...after.keys()].filter((file) => after.get(file) !== before.get(file)).sort();
  } finally {
    copy.remove();
  }
}

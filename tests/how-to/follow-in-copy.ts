import { type FollowOptions, followPage } from './follow-page';
import { type HowToPage, howToPages } from './how-to-page';
import { changedFiles, type ProjectCopy } from './project-copy';

/** Follows a page, after the page where it begins, in a copy that is then reset. Returns the files that it changed, in alphabetical order. */
export function followInCopy(copy: ProjectCopy, page: HowToPage, options: FollowOptions): string[] {
  try {
    const earlier = howToPages().find(({ name }) => name === page.startsAfter);
    if (earlier !== undefined) followPage(copy.folder, earlier.instructions, { commands: 'none' });
    const before = copy.files();
    followPage(copy.folder, page.instructions, options);
    return changedFiles(before, copy.files());
  } finally {
    copy.reset();
  }
}

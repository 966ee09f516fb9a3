import { type FollowOptions, followPage } from './follow-page';
import { type Page, pages } from './page';
import { changedFiles, type ProjectCopy } from './project-copy';

/** Follows a page, after the page where it begins, in a copy that is then reset. Returns the files that it changed, in alphabetical order. */
export async function followInCopy(copy: ProjectCopy, page: Page, options: FollowOptions): Promise<string[]> {
  const touched = page.instructions.filter(({ kind }) => kind === 'file' || kind === 'change' || kind === 'run');
  if (touched.length === 0) {
    await followPage(copy, page, options);
    return [];
  }
  try {
    const earlier = pages().find(({ path }) => path === page.startsAfter);
    if (earlier !== undefined) await followPage(copy, earlier, { commands: 'none' });
    const before = copy.files();
    await followPage(copy, page, options);
    return changedFiles(before, copy.files());
  } finally {
    copy.reset();
  }
}

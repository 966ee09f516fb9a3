import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bundleFile, packPackage } from '../packages/packing/pack-package';
import { packAll } from '../packages/packing/packings';
import { root } from './source-files';

/** Run by packed-commands.ts with the folder to fill. Another process may do the same: the folder appears whole, by one rename. */
async function packCommands(folder: string): Promise<void> {
  const all = dirname(folder);
  mkdirSync(all, { recursive: true });
  const unfinished = mkdtempSync(join(all, 'unfinished-'));
  const scope = join(unfinished, 'node_modules', '@document-pipelines');
  await packAll(root, scope);
  const command = { name: 'pipelines', module: './commands/main.ts' };
  await packPackage(
    { folder: 'operations', command, threads: [], pages: [], sourceEntries: [], data: [] },
    { root, to: join(scope, 'operations') },
  );
  await bundleFile('offline-reader/converse.ts', { folder: root, to: unfinished });
  await bundleFile('operations/reviews/answer-run.ts', { folder: root, to: unfinished });
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true });
    // Another process was faster.
    if (!existsSync(folder)) throw error;
  }
  const former = readdirSync(all).filter((name) => !name.startsWith('unfinished-') && join(all, name) !== folder);
  for (const name of former) rmSync(join(all, name), { recursive: true, force: true });
}

void packCommands(process.argv[2] as string);

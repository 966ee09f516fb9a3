import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeTarball } from '../../packages/packing/pack-package';
import { packAll } from '../../packages/packing/packings';
import { root } from '../source-files';

/** The packages as npm would install them, in a folder with the app of a stranger. */
export interface InstalledPackages {
  readonly folder: string;
  /** Runs the published command there, without a loader of TypeScript. */
  asl(...args: readonly string[]): { readonly status: number | null; readonly stdout: string; readonly stderr: string };
}

/**
 * Packs, makes the tarballs and unpacks them into `<folder>/node_modules`. The folder is inside the repository: packages of others are
 * found in its node_modules.
 */
export async function installPackages(folder: string): Promise<InstalledPackages> {
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(__dirname, 'foreign-app'), folder, { recursive: true });
  for (const { name, folder: staged } of await packAll(root, join(folder, 'staged'))) {
    const to = join(folder, 'node_modules', name);
    mkdirSync(to, { recursive: true });
    execFileSync('tar', ['-xzf', makeTarball(staged, staged), '-C', to, '--strip-components=1']);
  }
  const command = join(folder, 'node_modules', '@document-pipelines', 'asl', 'dist', 'asl.js');
  const env = { ...process.env, NODE_OPTIONS: '', NO_COLOR: '1', CHECKPOINT_DISABLE: '1' };
  return {
    folder,
    asl: (...args) => spawnSync(process.execPath, [command, ...args], { cwd: folder, env, encoding: 'utf8' }),
  };
}

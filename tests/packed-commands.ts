import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, sourceFiles } from './source-files';

/** The commands as they are published, and what they load of this project. Processes start in a fraction of the time that the sources take. */
export interface PackedCommands {
  /** Paths of the commands' scripts. */
  readonly asl: string;
  readonly pipelines: string;
  /** An asl.config.yaml that names modules of this project. */
  readonly config: string;
}

/** Packs the sources as they are, unless that has been done. */
export function packedCommands(): PackedCommands {
  const folder = join(root, '.cache', 'commands-of-tests', digestOfSources());
  if (!existsSync(folder))
    execFileSync(process.execPath, ['-r', 'tsx/cjs', join(__dirname, 'pack-commands.ts'), folder], { cwd: root });
  const scriptOf = (name: string, command: string) =>
    join(folder, 'node_modules', '@document-pipelines', name, 'dist', `${command}.js`);
  const local = { converse: join(folder, 'converse.js'), answers: join(folder, 'answer-run.js') };
  return {
    asl: scriptOf('asl', 'asl'),
    pipelines: scriptOf('operations', 'pipelines'),
    config: JSON.stringify({ local: { ...local, sourceMaps: './.cache/functions' } }),
  };
}

function digestOfSources(): string {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  for (const file of sourceFiles(['packages', 'operations', 'offline-reader', 'environments']))
    hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest('hex').slice(0, 16);
}

import { join } from 'node:path';
import { stdout } from '@document-pipelines/asl/terminal';
import { makeTarball } from './pack-package';
import { packAll } from './packings';

/** `npm run pack`: stages the packages in .cache/packages and makes a tarball of each there. */
async function run(): Promise<void> {
  const to = join(__dirname, '..', '..', '.cache', 'packages');
  for (const { name, version, folder } of await packAll(join(__dirname, '..', '..'), to))
    stdout.line(`${name} ${version}: ${makeTarball(folder, to)}`);
}

void run();

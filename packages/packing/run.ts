import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { stdout } from '@document-pipelines/asl/terminal';
import { packAll } from './packings';

/** `npm run pack`: stages the packages in .cache/packages and makes a tarball of each there. */
async function run(): Promise<void> {
  const to = join(__dirname, '..', '..', '.cache', 'packages');
  for (const { name, version, folder } of await packAll(join(__dirname, '..', '..'), to)) {
    const [{ filename }] = JSON.parse(
      execFileSync('npm', ['pack', '--json', '--pack-destination', to], { cwd: folder, encoding: 'utf8' }),
    );
    stdout.line(`${name} ${version}: ${join(to, filename)}`);
  }
}

void run();

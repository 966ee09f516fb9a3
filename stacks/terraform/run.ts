/** `npm run list`, `npm run plan -- dev`, `npm run apply -- dev`, `npm run destroy -- dev`: cdktf-cli's commands with terraform alone. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { errorReport, UserError } from '@document-pipelines/asl/diagnostics';
import { stderr, stdout } from '@document-pipelines/asl/terminal';
import { runCommand } from './run-command';

const root = join(__dirname, '..', '..');

try {
  runCommand(
    { root, print: (text) => stdout.lines(text.split('\n')), synthesise, terraform, terraformOutput },
    process.argv.slice(2),
  );
} catch (error) {
  stderr.lines(errorReport(error));
  process.exitCode = 2;
}

function synthesise(): void {
  run(process.execPath, ['-r', 'tsx/cjs', 'main.ts']);
}

function terraform(folder: string, parameters: readonly string[]): void {
  run('terraform', [`-chdir=${folder}`, ...parameters]);
}

/** A plan as JSON is some megabytes; it holds values of the state, so it is kept in memory only. */
function terraformOutput(folder: string, parameters: readonly string[]): string {
  return run('terraform', [`-chdir=${folder}`, ...parameters], 'pipe');
}

/** Ends this process with the program's own status if it fails: it has printed why. */
function run(program: string, parameters: readonly string[], output: 'inherit' | 'pipe' = 'inherit'): string {
  const environment = { ...process.env, CHECKPOINT_DISABLE: '1', CDKTF_OUTDIR: join(root, 'cdktf.out') };
  const {
    error,
    status,
    stdout: printed,
  } = spawnSync(program, parameters, {
    cwd: root,
    stdio: ['inherit', output, 'inherit'],
    env: environment,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  if (error !== undefined) {
    throw new UserError(
      `${program} could not be started (${error.message}): install Terraform 1.10 or later and put it on the PATH`,
    );
  }
  if (status !== 0) process.exit(status ?? 1);
  return printed ?? '';
}

import { spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { UserError } from '@document-pipelines/asl/diagnostics';
import { nextLine, stderr, stdout } from '@document-pipelines/asl/terminal';
import { CommandFailed, TerraformFailed, type TerraformOutput } from './project';

/** Synthesises every environment. Throws CommandFailed if the app has printed a mistake. */
export function synthesise(root: string): void {
  const { status } = run(root, process.execPath, ['stacks/synthesise.js'], ['inherit', 'inherit', 'inherit']);
  if (status !== 0) throw new CommandFailed('the app cannot be synthesised: the reason is above');
}

/**
 * Runs Terraform and returns its output, unless that goes to the terminal or to a file. What it returns may hold values of
 * the state, so it is kept in memory only. Throws TerraformFailed.
 */
export function terraform(root: string, parameters: readonly string[], output: TerraformOutput): string {
  const file = typeof output === 'object' ? openSync(output.file, 'w', 0o600) : undefined;
  try {
    const target = file ?? (output === 'print' ? 'inherit' : 'pipe');
    const { status, stdout: printed, stderr: errors } = run(root, 'terraform', parameters, ['inherit', target, 'pipe']);
    const message = stripVTControlCharacters(errors ?? '').trimEnd();
    if (message !== '') stderr.lines(message.split('\n'));
    if (status !== 0) throw new TerraformFailed(message, parameters.find((each) => !each.startsWith('-')) ?? '');
    return printed ?? '';
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** Asks on the terminal, and returns undefined if there is none. */
export async function confirm(question: string): Promise<boolean | undefined> {
  if (!process.stdin.isTTY) return undefined;
  stdout.line(question);
  return (await nextLine(process.stdin)).trim() === 'yes';
}

function run(root: string, program: string, parameters: readonly string[], stdio: Stdio) {
  const env = { ...process.env, CHECKPOINT_DISABLE: '1', CDKTF_OUTDIR: join(root, 'cdktf.out') };
  const result = spawnSync(program, parameters, {
    cwd: root,
    stdio: [...stdio],
    env,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  if (result.error !== undefined) {
    throw new UserError(
      `${program} could not be started (${result.error.message}): install Terraform 1.10 or later and put it on the PATH`,
    );
  }
  return result;
}

type Stdio = readonly ['inherit', 'inherit' | 'pipe' | number, 'inherit' | 'pipe'];

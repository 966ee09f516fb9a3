import { spawn } from 'node:child_process';
import { CannotRunError } from './cannot-run-error';
import type { Project } from './project';

/** Runs the project's app command, so that cdktf.out matches the sources. Throws CannotRunError with what it printed. */
export async function synthesise({ root, appCommand }: Project, signal?: AbortSignal): Promise<void> {
  const { code, printed } = await runCommand(appCommand, root, signal);
  signal?.throwIfAborted();
  if (code !== 0)
    throw new CannotRunError(`the app cannot be synthesised (${appCommand}):`, printed.trim().split(/\r?\n/));
}

function runCommand(
  command: string,
  cwd: string,
  signal?: AbortSignal,
): Promise<{ readonly code: number | null; readonly printed: string }> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, CHECKPOINT_DISABLE: '1' };
    const child = spawn(command, {
      cwd,
      env,
      shell: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(signal === undefined ? {} : { signal }),
    });
    let printed = '';
    const keep = (text: string): void => {
      printed += text;
    };
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    child.on('error', (error) => (signal?.aborted === true ? resolve({ code: null, printed }) : reject(error)));
    child.on('close', (code) => resolve({ code, printed }));
  });
}

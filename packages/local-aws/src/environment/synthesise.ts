import { spawn } from 'node:child_process';
import { errorCode } from '../error-code';
import { CannotRunError } from './cannot-run-error';
import type { Project } from './project';

/** A synthesis that was started: it runs in a process of its own. */
export interface Synthesis {
  readonly project: Project;
  /**
   * Resolves when cdktf.out matches the sources. Rejects with CannotRunError, which has what the app's command printed, or with the
   * reason of the signal, which ends the process.
   */
  finish(signal?: AbortSignal): Promise<void>;
  /** Ends the process if it still runs. */
  stop(): void;
}

/** Starts the project's app command. */
export function startSynthesis(project: Project): Synthesis {
  const { root, appCommand } = project;
  const { ended, stop } = runCommand(appCommand, root);
  // The caller awaits it later.
  ended.catch(() => undefined);
  return {
    project,
    stop,
    async finish(signal) {
      signal?.addEventListener('abort', stop);
      if (signal?.aborted === true) stop();
      const { code, printed } = await ended.finally(() => signal?.removeEventListener('abort', stop));
      signal?.throwIfAborted();
      if (code !== 0)
        throw new CannotRunError(`the app cannot be synthesised (${appCommand}):`, printed.trim().split(/\r?\n/));
    },
  };
}

/** Runs the project's app command, so that cdktf.out matches the sources. Throws CannotRunError with what it printed. */
export async function synthesise(project: Project, signal?: AbortSignal): Promise<void> {
  await startSynthesis(project).finish(signal);
}

interface Ended {
  readonly code: number | null;
  readonly printed: string;
}

function runCommand(command: string, cwd: string): { readonly ended: Promise<Ended>; readonly stop: () => void } {
  const env = { ...process.env, CHECKPOINT_DISABLE: '1' };
  // A process group of its own: the shell does not pass a signal on to what it runs.
  const detached = process.platform !== 'win32';
  const child = spawn(command, { cwd, env, shell: true, detached, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  const keep = (text: string): void => {
    printed += text;
  };
  child.stdout.setEncoding('utf8').on('data', keep);
  child.stderr.setEncoding('utf8').on('data', keep);
  let hasExited = false;
  child.on('exit', () => {
    hasExited = true;
  });
  return {
    ended: new Promise((resolve, reject) => {
      child.on('error', reject).on('close', (code) => resolve({ code, printed }));
    }),
    stop() {
      if (hasExited || child.pid === undefined) return;
      if (!detached) child.kill();
      else
        try {
          process.kill(-child.pid);
        } catch (error) {
          // It has just exited.
          if (errorCode(error) !== 'ESRCH') throw error;
        }
    },
  };
}

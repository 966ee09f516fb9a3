import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** What a command printed, on both streams, and its exit status; undefined while it still runs. */
export interface Printed {
  readonly lines: readonly string[];
  readonly status: number | undefined;
}

/** Runs the commands of a page, in a copy of the project. */
export interface Shell {
  /** Resolves when the command has ended; a command that ends with ` &` runs on, once `isComplete` accepts what it has printed. */
  run(command: string, isComplete: (lines: readonly string[]) => boolean): Promise<Printed>;
  /** Ends what still runs. */
  close(): void;
}

/** The longest time for a command, in milliseconds. */
const mostMilliseconds = 600_000;

export function createShell(folder: string): Shell {
  const running: ChildProcess[] = [];
  const jobs: ChildProcess[] = [];
  const variables: string[] = [];
  return {
    run: async (command, isComplete) => {
      if (/^(export )?\w+=/.test(command)) variables.push(command);
      const job = jobs[Number(/^kill %(\d+)$/.exec(command)?.[1]) - 1];
      if (job !== undefined) return endJob(job);
      const inBackground = command.endsWith(' &');
      const child = start(folder, [...variables, command.replace(/ &$/, '')].join('\n'));
      running.push(child);
      if (inBackground) jobs.push(child);
      return printedBy(child, (lines) => inBackground && isComplete(lines));
    },
    close: () => {
      for (const child of running) if (isRunning(child)) killGroup(child);
    },
  };
}

/** As `kill %1` does, and waits for its end. */
async function endJob(job: ChildProcess): Promise<Printed> {
  if (isRunning(job)) {
    const ended = once(job, 'close');
    killGroup(job);
    await ended;
  }
  return { lines: [], status: 0 };
}

function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null;
}

function killGroup({ pid }: ChildProcess): void {
  if (pid !== undefined) process.kill(-pid);
}

function start(folder: string, script: string): ChildProcess {
  return spawn('bash', ['-c', `exec 2>&1\n${inCopy(script)}`], {
    cwd: folder,
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      CHECKPOINT_DISABLE: '1',
      CDKTF_OUTDIR: join(folder, 'cdktf.out'),
      NO_COLOR: '1',
    },
    stdio: ['ignore', 'pipe', 'ignore'],
    // A group of its own, which `close` ends as a whole.
    detached: true,
  });
}

function printedBy(child: ChildProcess, isComplete: (lines: readonly string[]) => boolean): Promise<Printed> {
  return new Promise((resolve, reject) => {
    let text = '';
    const timer = setTimeout(
      () => reject(new Error(`has not ended in ${mostMilliseconds / 1000} s:\n${text}`)),
      mostMilliseconds,
    );
    const end = (status: number | undefined) => {
      clearTimeout(timer);
      resolve({ lines: linesOf(text), status });
    };
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      if (isComplete(linesOf(text))) end(undefined);
    });
    child.on('error', reject);
    child.on('close', (status) => end(status ?? 1));
  });
}

/** The copy's own programs: `npx` would use those of the checkout whose packages the copy uses. */
function inCopy(script: string): string {
  return script
    .replaceAll(/\bnpx asl\b/g, 'node packages/asl/asl.js')
    .replaceAll(/\bnpx pipelines\b/g, 'node operations/pipelines.js')
    .replaceAll(/\bnpx jest\b/g, 'node node_modules/jest/bin/jest.js');
}

/** Without what npm prints of a script, and without empty lines at both ends. */
function linesOf(text: string): readonly string[] {
  const lines = text
    .replace(/^\n> .*\n> .*\n/, '')
    .replace(/^\n+|\n+$/g, '')
    .split('\n')
    .map((line) => line.trimEnd());
  return lines.join('') === '' ? [] : lines;
}

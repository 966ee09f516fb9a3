import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const repository = join(__dirname, '..', '..');

/** How a command ended. */
export interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that runs. */
export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves when the output holds this. */
  printed(text: RegExp): Promise<void>;
}

/** A project folder of its own that synthesises this repository's app: runs in it leave the developer's `.local/` alone. */
export interface TemporaryProject {
  readonly folder: string;
  asl(...args: readonly string[]): Running;
  remove(): void;
}

/** Makes one. */
export function temporaryProject(): TemporaryProject {
  const folder = mkdtempSync(join(tmpdir(), 'asl-project-'));
  const loader = require.resolve('tsx/cjs');
  const app = `"${process.execPath}" -r "${loader}" "${join(repository, 'main.ts')}"`;
  writeFileSync(join(folder, 'cdktf.json'), JSON.stringify({ language: 'typescript', app, output: 'cdktf.out' }));
  return {
    folder,
    asl: (...args) => start(folder, args),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function start(cwd: string, args: readonly string[]): Running {
  const env = { ...process.env, CDKTF_OUTDIR: join(cwd, 'cdktf.out'), NODE_OPTIONS: '', NO_COLOR: '1' };
  const child = spawn(process.execPath, [join(repository, 'bin', 'asl.js'), 'local', ...args], { cwd, env });
  const output = { stdout: '', stderr: '' };
  const watchers = new Set<() => void>();
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
      for (const look of watchers) look();
    });
  }
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (status, signal) => resolve({ status, signal, ...output }));
  });
  return {
    child,
    ended,
    printed: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (!text.test(output.stdout + output.stderr)) return;
          watchers.delete(look);
          resolve();
        };
        watchers.add(look);
        look();
        void ended.then(() => reject(new Error(`ended without printing ${text}:\n${output.stdout}${output.stderr}`)));
      }),
  };
}

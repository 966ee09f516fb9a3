import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keptChecksFolder } from '../kept-checks';
import { packedCommands } from '../packed-commands';
import { synthesisedCopy } from '../synthesised-stacks/synthesise';

const repository = join(__dirname, '..', '..');
const { asl, pipelines, config } = packedCommands();

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
  /** With `--yes` where asl would ask. */
  asl(...args: readonly string[]): Running;
  /** As `asl`, without `--yes`. */
  aslUnconfirmed(...args: readonly string[]): Running;
  pipelines(...args: readonly string[]): Running;
  /** As `pipelines`, in an environment with further variables. */
  pipelinesIn(variables: Readonly<Record<string, string>>, ...args: readonly string[]): Running;
  remove(): void;
}

/** Creates a project. */
export function temporaryProject(): TemporaryProject {
  const folder = mkdtempSync(join(tmpdir(), 'asl-project-'));
  const app = `"${process.execPath}" "${join(repository, 'stacks', 'synthesise.js')}"`;
  synthesisedCopy(join(folder, 'cdktf.out'));
  for (const cache of [keptChecksFolder, join(folder, '.cache')]) mkdirSync(cache, { recursive: true });
  symlinkSync(keptChecksFolder, join(folder, '.cache', 'checks'));
  writeFileSync(join(folder, 'cdktf.json'), JSON.stringify({ language: 'typescript', app, output: 'cdktf.out' }));
  writeFileSync(join(folder, 'asl.config.yaml'), config);
  return {
    folder,
    // The project does not contain the sources of asl: without --yes a person would be asked.
    asl: (...args) => start(folder, [asl, ...args, ...(args.includes('--env') || args[1] === 'run' ? ['--yes'] : [])]),
    aslUnconfirmed: (...args) => start(folder, [asl, ...args]),
    pipelines: (...args) => start(folder, [pipelines, ...args]),
    pipelinesIn: (variables, ...args) => start(folder, [pipelines, ...args], variables),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/**
 * A command that takes longer than this hangs, on a slow computer too. It is less than the timeout of a test, so that the test can
 * report it.
 */
const longestSeconds = 240;

/** What a process waits for, from its diagnostic report (https://nodejs.org/api/report.html), before it is killed. */
async function endHung(child: ChildProcess, folder: string): Promise<string> {
  child.kill('SIGUSR2');
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  child.kill('SIGKILL');
  const name = readdirSync(folder).find((each) => /^report\..*\.json$/.test(each));
  if (name === undefined) return 'it gave no report of what it waits for';
  const { javascriptStack, libuv } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Report;
  const waiting = libuv.filter(({ is_active: isActive }) => isActive).map(({ type }) => type);
  return `it is at:\n${(javascriptStack.stack ?? ['(no JavaScript runs)']).join('\n')}\nand waits for: ${waiting.join(', ')}`;
}

interface Report {
  readonly javascriptStack: { readonly stack?: readonly string[] };
  readonly libuv: readonly { readonly type: string; readonly is_active: boolean }[];
}

function start(cwd: string, args: readonly string[], variables: Readonly<Record<string, string>> = {}): Running {
  const fixed = { CDKTF_OUTDIR: join(cwd, 'cdktf.out'), NODE_OPTIONS: '', NO_COLOR: '1' };
  const env = { ...process.env, ...fixed, ...variables };
  const reporting = ['--report-on-signal', '--report-directory', cwd];
  const command = [...reporting, ...args];
  const child = spawn(process.execPath, command, { cwd, env });
  const output = { stdout: '', stderr: '' };
  const watchers = new Set<() => void>();
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
      for (const look of watchers) look();
    });
  }
  const ended = new Promise<Ended>((resolve, reject) => {
    const watchdog = setTimeout(
      () => void endHung(child, cwd).then((what) => reject(hangs(what))),
      longestSeconds * 1_000,
    );
    const hangs = (what: string): Error =>
      new Error(
        `${args.join(' ')} has not ended after ${longestSeconds} s and was killed.\n${what}\n${output.stdout}${output.stderr}`,
      );
    child.on('close', (status, signal) => {
      clearTimeout(watchdog);
      resolve({ status, signal, ...output });
    });
  });
  // Callers that have not awaited it yet will.
  ended.catch(() => undefined);
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
        void ended.then(
          () => reject(new Error(`ended without printing ${text}:\n${output.stdout}${output.stderr}`)),
          reject,
        );
      }),
  };
}

import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environmentNames } from '../../environments';
import { SynthesisedStack } from './synthesised-stack';

/** The result of a synthesis. */
export interface Synthesis {
  readonly root: string;
  readonly folder: string;
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  remove(): void;
}

const root = join(__dirname, '..', '..');
/** `dev` first: it has every pipeline. */
const environments = ['dev', ...environmentNames(join(root, 'environments')).filter((name) => name !== 'dev')];
const shared = join(root, '.cache', 'synthesised-for-tests');

/** Runs main.ts, as users do, into a folder of its own. */
export function synthesise(): Synthesis {
  const folder = mkdtempSync(join(tmpdir(), 'synth-'));
  return { root, folder, ...runMain(folder), remove: () => rmSync(folder, { recursive: true }) };
}

/**
 * Returns the same stacks in a folder of their own, copied from one that all suites share and that main.ts itself keeps up to date:
 * only the first suite after a change waits for a synthesis. Throws an Error with main.ts's output if it failed.
 */
export function synthesisedCopy(folder: string = mkdtempSync(join(tmpdir(), 'synth-'))): Synthesis {
  const printed = oneAtATime(() => {
    const run = synthesiseShared();
    cpSync(shared, folder, { recursive: true });
    return run;
  });
  return { root, folder, ...printed, remove: () => rmSync(folder, { recursive: true }) };
}

/**
 * Returns the stack of each environment, read from the folder that all suites share. Throws an Error with main.ts's output if it
 * failed.
 */
export function synthesisedStacks(): readonly SynthesisedStack[] {
  return oneAtATime(() => {
    synthesiseShared();
    return environments.map((environment) => new SynthesisedStack(join(shared, 'stacks', environment)));
  });
}

function synthesiseShared(): Pick<Synthesis, 'status' | 'stdout' | 'stderr'> {
  const run = runMain(shared);
  if (run.status !== 0) throw new Error(`the app cannot be synthesised: ${run.stderr}`);
  return run;
}

function runMain(folder: string): Pick<Synthesis, 'status' | 'stdout' | 'stderr'> {
  return spawnSync(process.execPath, [join(root, 'stacks', 'synthesise.js')], {
    env: { ...process.env, CDKTF_OUTDIR: folder, NODE_OPTIONS: '' },
    cwd: root,
    encoding: 'utf8',
  });
}

/** Suites run in parallel: the one that creates the folder holds the lock. After a minute, the lock of a killed suite is removed. */
function oneAtATime<Result>(work: () => Result): Result {
  const turn = `${shared}.turn`;
  mkdirSync(join(root, '.cache'), { recursive: true });
  for (let attempts = 0; !isTaken(turn); attempts += 1) {
    if (attempts > 600) rmSync(turn, { recursive: true, force: true });
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  }
  try {
    return work();
  } finally {
    rmdirSync(turn);
  }
}

function isTaken(turn: string): boolean {
  try {
    mkdirSync(turn);
    return true;
  } catch {
    return false;
  }
}

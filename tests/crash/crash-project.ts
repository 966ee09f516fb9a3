import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { packedCommands } from '../packed-commands';

const repository = join(__dirname, '..', '..');
const killAtWrite = join(__dirname, 'kill-at-write.js');

/** A document of the rounds, and where it has to end. */
export interface CrashDocument {
  readonly name: string;
  readonly file: string;
  readonly expect: 'stored' | 'rejected' | 'review';
  readonly deliveries?: number;
}

/** Small documents that cover each path: read at once, by a job, with a review, rejected, and delivered twice. */
export const crashDocuments: readonly CrashDocument[] = [
  { name: 'invoice.pdf', file: 'invoice.pdf', expect: 'stored' },
  { name: 'contract.pdf', file: 'contract.pdf', expect: 'stored' },
  { name: 'wrong-sums.pdf', file: 'wrong-sums.pdf', expect: 'review' },
  { name: 'text-named.pdf', file: 'text-named.pdf', expect: 'rejected' },
  { name: 'empty.pdf', file: 'empty.pdf', expect: 'rejected' },
  { name: 'twice.pdf', file: 'invoice-twice.pdf', expect: 'stored', deliveries: 2 },
];

/** A project that has been synthesised once, with a folder of documents and one of state for each round. */
export interface CrashProject {
  /** Starts `pipelines run` in a round's own state folder. */
  start(round: number, env: Readonly<Record<string, string>>): ChildProcess;
  stateFolder(round: number): string;
  remove(): void;
}

/** Synthesises this repository's app into a folder of its own. Throws an Error with what the synthesis printed. */
export function crashProject(): CrashProject {
  const folder = mkdtempSync(join(tmpdir(), 'asl-crash-'));
  const env = { ...process.env, NODE_OPTIONS: '', NO_COLOR: '1', CHECKPOINT_DISABLE: '1' };
  const output = join(folder, 'cdktf.out');
  const app = [join(repository, 'stacks', 'synthesise.js')];
  const { status, stderr } = spawnSync(process.execPath, app, {
    cwd: repository,
    env: { ...env, CDKTF_OUTDIR: output },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the app cannot be synthesised:\n${stderr}`);
  putDocuments(join(folder, 'documents'));
  const roundFolder = (round: number): string => join(folder, `round-${round}`);
  return {
    start(round, more) {
      const cwd = roundFolder(round);
      prepareRound(cwd, output);
      const args = ['run', join(folder, 'documents'), '--timeout', '240'];
      return spawn(process.execPath, ['-r', killAtWrite, packedCommands().pipelines, ...args], {
        cwd,
        env: { ...env, ...more },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
    },
    stateFolder: (round) => join(roundFolder(round), '.local', 'dev'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The app is already synthesised: its command is a no-op, so that kills are during the run and not during the synthesis. */
function prepareRound(cwd: string, output: string): void {
  mkdirSync(cwd, { recursive: true });
  const app = `"${process.execPath}" -e 0`;
  writeFileSync(join(cwd, 'cdktf.json'), JSON.stringify({ language: 'typescript', app, output: 'cdktf.out' }));
  writeFileSync(join(cwd, 'asl.config.yaml'), packedCommands().config);
  cpSync(output, join(cwd, 'cdktf.out'), { recursive: true, force: false });
}

function putDocuments(folder: string): void {
  mkdirSync(folder);
  for (const { file } of crashDocuments) copyFileSync(join(repository, 'samples', file), join(folder, file));
  writeFileSync(join(folder, 'documents.yaml'), stringify({ documents: crashDocuments }));
}

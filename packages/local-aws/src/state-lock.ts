import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '@document-pipelines/asl/diagnostics';
import { errorCode } from './error-code';
import { readJsonFile } from './json-file';

/** Another process works in the same state folder. */
export class StateInUseError extends UserError {
  override readonly name = 'StateInUseError';

  constructor(stateFolder: string, { pid, command }: LockContent) {
    super(
      `${stateFolder} is in use by process ${pid} (${command}): wait for it, or end it with Ctrl-C; its state is kept`,
    );
  }
}

interface LockContent {
  readonly pid: number;
  readonly command: string;
  /** Distinguishes a process from a later one with the same id; absent if the system does not report it. */
  readonly startedAt?: string;
}

/** Locks the state folder for this process; returns a function that releases it. A lock whose process is gone is taken over. */
export function lockState(stateFolder: string, command: string): () => void {
  mkdirSync(stateFolder, { recursive: true });
  const file = join(stateFolder, 'lock.json');
  const startedAt = startOf(process.pid);
  const content: LockContent = { pid: process.pid, command, ...(startedAt === undefined ? {} : { startedAt }) };
  for (let tries = 0; ; tries += 1) {
    if (createExclusively(file, content)) return () => rmSync(file, { force: true });
    const holder = readHolder(file);
    if (holder !== undefined && (tries > 2 || isAlive(holder))) throw new StateInUseError(stateFolder, holder);
    rmSync(file, { force: true });
  }
}

function createExclusively(file: string, content: LockContent): boolean {
  try {
    writeFileSync(file, `${JSON.stringify(content)}\n`, { flag: 'wx' });
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Returns the holder of a lock; undefined for a lock that was not written completely. */
function readHolder(file: string): LockContent | undefined {
  try {
    return readJsonFile<LockContent>(file);
  } catch {
    return undefined;
  }
}

function isAlive({ pid, startedAt }: LockContent): boolean {
  if (pid === process.pid && startedAt === startOf(pid)) return true;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (errorCode(error) !== 'EPERM') return false;
  }
  return startedAt === undefined || startOf(pid) === undefined || startOf(pid) === startedAt;
}

/** Returns when a process began, in the system's own ticks; undefined without /proc. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** Time and memory of a command. */
export interface ProcessCost {
  readonly seconds: number;
  /** The peak of memory used by it and its children, in MB, sampled every 20 ms; 0 without /proc. */
  readonly megabytes: number;
}

/** Runs a command to its end in `folder`, and measures the whole of it. Throws an Error if it fails. */
export async function measureProcess(
  command: readonly string[],
  folder: string,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<ProcessCost> {
  const [program = '', ...given] = command;
  const begun = performance.now();
  const child = spawn(program, given, { cwd: folder, env: environment, stdio: ['ignore', 'ignore', 'pipe'] });
  let megabytes = 0;
  const timer = setInterval(() => {
    megabytes = Math.max(megabytes, memoryOfTree(child.pid ?? 0));
  }, 20);
  try {
    await ended(child, command);
  } finally {
    clearInterval(timer);
  }
  return { seconds: (performance.now() - begun) / 1000, megabytes };
}

function ended(child: ChildProcess, command: readonly string[]): Promise<void> {
  let complaint = '';
  child.stderr?.on('data', (chunk) => {
    complaint += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`\`${command.join(' ')}\` ended with ${code}: ${complaint}`)),
    );
  });
}

function memoryOfTree(root: number): number {
  const children = new Map<number, number[]>();
  for (const name of processes()) {
    const parent = parentOf(Number(name));
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  let megabytes = 0;
  for (const waiting = [root]; waiting.length > 0; ) {
    const pid = waiting.pop() as number;
    megabytes += residentMegabytes(pid);
    waiting.push(...(children.get(pid) ?? []));
  }
  return megabytes;
}

function processes(): readonly string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

/** The fourth field; the second is the name in parentheses, which may hold blanks. */
function parentOf(pid: number): number | undefined {
  const stat = read(`/proc/${pid}/stat`);
  return stat === undefined ? undefined : Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}

function residentMegabytes(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(read(`/proc/${pid}/status`) ?? '')?.[1];
  return Number(kilobytes ?? 0) / 1000;
}

/** Undefined once the process has gone. */
function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

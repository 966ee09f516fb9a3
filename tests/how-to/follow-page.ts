import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Hunk, Instruction } from './how-to-page';

/** Which commands are run, and what is told of them. */
export interface FollowOptions {
  /** `quick`: those that take some seconds at most, and leave generated files as they are. */
  readonly commands: 'none' | 'quick' | 'all';
  readonly onCommand?: (command: string) => void;
}

/** Does in a copy what a page says. Throws an Error that names the file or the command where something else comes of it. */
export function followPage(folder: string, instructions: readonly Instruction[], options: FollowOptions): void {
  for (const instruction of instructions) follow(folder, instruction, options);
}

function follow(folder: string, instruction: Instruction, { commands, onCommand }: FollowOptions): void {
  switch (instruction.kind) {
    case 'write':
      write(folder, instruction.file, instruction.text);
      break;
    case 'change':
      change(folder, instruction.file, instruction.hunks);
      break;
    case 'run':
      if (commands === 'none' || (instruction.isSlow && commands === 'quick')) return;
      onCommand?.(instruction.command);
      run(folder, instruction.command, instruction.output);
      break;
    default:
      instruction satisfies never;
  }
}

function write(folder: string, file: string, text: string): void {
  const path = join(folder, file);
  if (existsSync(path)) throw new Error(`${file} is there already: the page must change it, not write it`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function change(folder: string, file: string, hunks: readonly Hunk[]): void {
  const path = join(folder, file);
  let text = readFileSync(path, 'utf8');
  for (const { before, after } of hunks) {
    const found = text.split(before).length - 1;
    if (found !== 1) throw new Error(`${file} has these lines ${found} times instead of once:\n${before}`);
    text = text.replace(before, () => after);
  }
  writeFileSync(path, text);
}

function run(folder: string, command: string, output: readonly string[]): void {
  const { status, stdout, error } = spawnSync('bash', ['-c', `${inCopy(command)} 2>&1`], {
    cwd: folder,
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      CHECKPOINT_DISABLE: '1',
      CDKTF_OUTDIR: join(folder, 'cdktf.out'),
      NO_COLOR: '1',
    },
    encoding: 'utf8',
  });
  const printed = linesOf(stdout ?? '');
  const fails = output.at(-1) === '# exit status 1';
  const expected = fails ? output.slice(0, -1) : output;
  if (error !== undefined || status !== (fails ? 1 : 0) || !matches(expected.map(masked), printed.map(masked))) {
    const told = [`\`${command}\` ended with ${error?.message ?? status} and printed:`, ...printed];
    throw new Error([...told, 'instead of:', ...output].join('\n'));
  }
}

/** The copy's own programs: `npx` would find those of the checkout whose packages the copy uses. */
function inCopy(command: string): string {
  return command.replace(/^npx asl\b/, 'node bin/asl.js').replace(/^npx jest\b/, 'node node_modules/jest/bin/jest.js');
}

/** Without what npm says of a script, and without empty lines at both ends. */
function linesOf(text: string): string[] {
  return text
    .replace(/^\n> .*\n> .*\n/, '')
    .replace(/^\n+|\n+$/g, '')
    .split('\n')
    .map((line) => line.trimEnd());
}

/** Without times, which differ, and without numbers of what all pass, which grow with the project. */
function masked(line: string): string {
  return line
    .replace(/\d+(\.\d+)? m?s\b/g, '0 s')
    .replace(/\b(\d+)( of | passed, )\1\b/g, 'N$2N')
    .replace(/^\d+ definitions checked/, 'N definitions checked');
}

/** Whether lines are as expected, where `…` stands for any number of lines. */
function matches([first, ...rest]: readonly string[], printed: readonly string[]): boolean {
  if (first === undefined) return printed.length === 0 || (printed.length === 1 && printed[0] === '');
  if (first === '…') return printed.some((_, index) => matches(rest, printed.slice(index))) || matches(rest, []);
  return printed[0] === first && matches(rest, printed.slice(1));
}

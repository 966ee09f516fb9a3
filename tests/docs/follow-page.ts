import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checkExcerpt, checkSyntax } from './check-blocks';
import { problemsOfCommands } from './check-commands';
import { idsOf, matchOutput, withPrintedIds } from './match-output';
import type { CommandClass, Hunk, Instruction, Page } from './page';
import type { ProjectCopy } from './project-copy';
import { createShell, type Shell } from './shell';

/** Which commands are run, and how they are reported. */
export interface FollowOptions {
  /** `quick`: those that take some seconds at most, and leave generated files as they are. */
  readonly commands: 'none' | 'quick' | 'all';
  readonly onCommand?: (command: string) => void;
  /** Called with a command that printed something else, after which the page is followed to its end. */
  readonly onDifference?: (error: Error) => void;
}

type RunInstruction = Extract<Instruction, { readonly kind: 'run' }>;

/**
 * Does in a copy what a page has its reader do, and compares what the page shows.
 * @throws Error that names page and line if something else comes of it.
 */
export async function followPage(copy: ProjectCopy, page: Page, options: FollowOptions): Promise<void> {
  const shell = createShell(copy.folder);
  const ids = new Map<string, string>();
  try {
    for (const instruction of page.instructions) {
      try {
        await follow({ folder: copy.folder, shell, ids, options }, instruction);
      } catch (error) {
        throw new Error(`${page.path}:${instruction.line}: ${error instanceof Error ? error.message : error}`, {
          cause: error,
        });
      }
    }
  } finally {
    shell.close();
  }
}

interface Follower {
  readonly folder: string;
  readonly shell: Shell;
  /** By ids of the page, those that were printed in this copy. */
  readonly ids: Map<string, string>;
  readonly options: FollowOptions;
}

async function follow(follower: Follower, instruction: Instruction): Promise<void> {
  const { folder, options } = follower;
  switch (instruction.kind) {
    case 'file':
      return writeOrCompare(folder, instruction.file, instruction.text);
    case 'change':
      return change(folder, instruction.file, instruction.hunks);
    case 'run':
      checkCommands(instruction.command);
      if (isRun(instruction.class, options.commands)) await run(follower, instruction);
      return;
    case 'mention':
      return checkCommands(instruction.commands);
    case 'parse':
      return checkSyntax(instruction.language, instruction.text);
    case 'drawing':
      return;
    case 'unknown':
      throw new Error(`a block \`${instruction.fence}\` is in no class that CONTRIBUTING.md lists`);
    default:
      instruction satisfies never;
  }
}

function isRun(commandClass: CommandClass, commands: FollowOptions['commands']): boolean {
  return commands === 'all' ? commandClass === 'quick' || commandClass === 'slow' : commands === commandClass;
}

function writeOrCompare(folder: string, file: string, text: string): void {
  const path = join(folder, file);
  if (existsSync(path)) {
    checkExcerpt(text, readFileSync(path, 'utf8'));
  } else {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
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

function checkCommands(commands: string): void {
  const problems = problemsOfCommands(commands);
  if (problems.length > 0) throw new Error(problems.join('\n'));
}

async function run({ shell, ids, options }: Follower, instruction: RunInstruction): Promise<void> {
  const { output } = instruction;
  const command = withPrintedIds(instruction.command, ids);
  options.onCommand?.(command);
  const expectedStatus = /^# exit status (\d+)$/.exec(output.at(-1) ?? '')?.[1];
  const expected = expectedStatus === undefined ? output : output.slice(0, -1);
  const { lines, status } = await shell.run(command, (soFar) => matchOutput(expected, soFar) !== undefined);
  const pairs = matchOutput(expected, lines);
  if (pairs !== undefined && (status ?? 0) === Number(expectedStatus ?? 0)) {
    for (const [name, printed] of idsOf(pairs)) if (!ids.has(name)) ids.set(name, printed);
    return;
  }
  const printed = `\`${command}\` ended with ${status} and printed:`;
  const error = new Error([printed, ...lines, 'instead of:', ...output].join('\n'));
  if (options.onDifference === undefined) throw error;
  options.onDifference(error);
}

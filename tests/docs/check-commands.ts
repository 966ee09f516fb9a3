import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CommandLine, programOf } from '@document-pipelines/asl/commands';
import type { Command } from 'commander';
import { pipelines } from '../../operations/commands/pipelines';
import { asl } from '../../packages/asl/src/commands/asl';
import { root } from '../papers/markdown-files';

/** Returns the problems of commands of this project in a text: a subcommand, an option or a script of npm that does not exist. */
export function problemsOfCommands(text: string): readonly string[] {
  return [
    ...text.replaceAll('\\\n', ' ').matchAll(/(?:^|[\s`(=])(?:npx )?(asl|pipelines|npm) +([^`\n|&;)]*)/g),
  ].flatMap(([, program = '', words = '']) => {
    const given = words
      .replaceAll(/'[^']*'?/g, 'TEXT')
      .replace(/ #.*/, '')
      .split(/\s+/)
      .filter(Boolean);
    if (program === 'npm') return problemsOfScript(given);
    return problemsOfProgram(program === 'asl' ? asl : pipelines, given);
  });
}

/** Returns the commands that prose names between backticks. */
export function commandsInProse(prose: string): string {
  return [...prose.matchAll(/`((?:npx )?(?:asl|pipelines) [^`\n]*|npm [^`\n]*)`/g)]
    .map(([, command]) => command)
    .join('\n');
}

const scripts: Readonly<Record<string, string>> = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts;

function problemsOfScript([command = '', script = '']: readonly string[]): readonly string[] {
  const name = command === 'run' ? script : command;
  if (['ci', 'install'].includes(name) || name in scripts) return [];
  return [`package.json has no script \`${name}\``];
}

function problemsOfProgram(program: CommandLine, words: readonly string[]): readonly string[] {
  const { name } = program;
  let command = programOf(program);
  for (const word of words) {
    if (command.commands.length === 0 || word.startsWith('-')) break;
    const next = command.commands.find((known) => known.name() === word);
    if (next === undefined) return [`\`${name}\` has no command \`${words.join(' ')}\``];
    command = next;
  }
  return words
    .filter((word) => /^--?[a-z]/.test(word))
    .map((word) => word.split('=')[0] ?? '')
    .filter((option) => !hasOption(command, option))
    .map((option) => `\`${`${name} ${pathOf(command)}`.trim()}\` has no option \`${option}\``);
}

function hasOption(command: Command, option: string): boolean {
  return (
    ['--help', '-h'].includes(option) || command.options.some(({ long, short }) => option === long || option === short)
  );
}

function pathOf(command: Command): string {
  const { parent } = command;
  return parent === null || parent === undefined ? '' : `${pathOf(parent)} ${command.name()}`.trim();
}

import { spawnSync } from 'node:child_process';
import { Argument, Command, Option } from 'commander';
import { completionEntries } from './completion-entries';
import { completionScripts } from './completion-script';

function program(): Command {
  const tool = new Command('tool').version('1.0.0', '--version');
  tool
    .command('look')
    .description("look at what isn't there")
    .addOption(new Option('-f, --format <format>', 'the format').choices(['text', 'json']))
    .option('--output <file>', 'where to write')
    .option('--deep', 'look deeper');
  const local = tool.command('local').description('run locally');
  local.command('run').option('--env <name>', 'the environment');
  local.command('clean').addArgument(new Argument('<what>', 'what to remove').choices(['cache', 'state']));
  return tool;
}

type Shell = keyof typeof completionScripts;

function scriptOf(shell: Shell): string {
  return completionScripts[shell]({ name: 'tool', entries: completionEntries(program()) }).join('\n');
}

function isInstalled(shell: string): boolean {
  return spawnSync(shell, ['-c', 'true']).status === 0;
}

const inBash = isInstalled('bash') ? describe : describe.skip;

inBash('the script for bash', () => {
  const complete = (...words: readonly string[]): { readonly stdout: string; readonly stderr: string } => {
    const call = [
      'complete -p tool',
      'COMP_WORDS=("$@")',
      'COMP_CWORD=$(($# - 1))',
      '_tool',
      'printf "%s\\n" "${COMPREPLY[@]}"',
    ];
    const given = [`${scriptOf('bash')}\n${call.join('\n')}`, 'bash', ...words];
    return spawnSync('bash', ['--norc', '-c', ...given], { encoding: 'utf8' });
  };

  it.each<[string, readonly string[], string]>([
    ['commands', ['tool', ''], 'look local help'],
    ['a command that was begun', ['tool', 'lo'], 'look local'],
    ['options of the program', ['tool', '-'], '--version -h --help'],
    ['subcommands', ['tool', 'local', ''], 'run clean help'],
    ['options of a subcommand', ['tool', 'local', 'run', '--'], '--env --help'],
    ['options after a value and an argument', ['tool', 'look', '--deep', 'x.yaml', '--f'], '--format'],
    ['choices of an option', ['tool', 'look', '--format', ''], 'text json'],
    ['choices of its short form', ['tool', 'look', '-f', 'j'], 'json'],
    ['choices of an argument', ['tool', 'local', 'clean', 'c'], 'cache'],
    ['files, which bash knows, as the value of an option', ['tool', 'look', '--output', ''], ''],
    ['files as an argument', ['tool', 'look', ''], ''],
  ])('completes %s', (_what, words, completed) => {
    const { stdout, stderr } = complete(...words);

    expect(stderr).toBe('');
    expect(stdout.trim().split('\n')).toEqual([
      'complete -o default -F _tool tool',
      ...completed.split(' ').filter(Boolean),
    ]);
  });
});

describe.each<[Shell, string]>([
  ['zsh', '-n'],
  ['fish', '--no-execute'],
])('the script for %s', (shell, checking) => {
  (isInstalled(shell) ? it : it.skip)('is of its language', () => {
    const { status, stderr } = spawnSync(shell, [checking, '/dev/stdin'], { input: scriptOf(shell), encoding: 'utf8' });

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('has every command, option and choice', () => {
    const words = ['look', 'local', 'run', 'clean', 'version', 'format', 'text', 'output', 'deep', 'env', 'cache'];

    expect(words.filter((word) => !scriptOf(shell).includes(word))).toEqual([]);
  });
});

it('the description of a command is one word of the script for fish', () => {
  expect(scriptOf('fish')).toContain("-f -a 'look' -d 'look at what isn\\'t there'");
});

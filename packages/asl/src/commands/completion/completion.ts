import { Argument, type Command } from 'commander';
import { stdout } from '../../language/terminal';
import { completionEntries } from './completion-entries';
import { completionScripts } from './completion-script';

/** Adds `completion <shell>` to a program. `whole` returns the program with all its commands. */
export function registerCompletionCommand(program: Command, whole: () => Command): void {
  const name = program.name();
  program
    .command('completion')
    .addArgument(new Argument('<shell>', 'the shell').choices(Object.keys(completionScripts)))
    .addHelpText('after', examplesOf(name))
    .action((shell: keyof typeof completionScripts) => {
      stdout.lines(completionScripts[shell]({ name, entries: completionEntries(whole()) }));
    });
}

function examplesOf(name: string): string {
  return `
Examples:
  source <(${name} completion bash)                                      in ~/.bashrc
  source <(${name} completion zsh)                                       in ~/.zshrc, after compinit
  ${name} completion fish > ~/.config/fish/completions/${name}.fish`;
}

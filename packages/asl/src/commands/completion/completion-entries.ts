import type { Command, Option } from 'commander';

/** What can follow a command. */
export interface CompletionEntry {
  /** The names after the program's own, each after a blank: ` local run`; empty for the program. */
  readonly called: string;
  readonly names: readonly CompletionName[];
  readonly options: readonly CompletionOption[];
}

/** A command, or a choice of an argument. */
export interface CompletionName {
  readonly name: string;
  readonly description: string;
}

/** An option, and what it takes: one of some values, a value that may be a file, or nothing. */
export interface CompletionOption {
  readonly flags: readonly string[];
  readonly description: string;
  readonly takes: readonly string[] | 'value' | 'nothing';
}

/** Returns an entry for a program and for each of its commands. */
export function completionEntries(command: Command, called = ''): readonly CompletionEntry[] {
  const help = command.createHelp();
  const commands = help.visibleCommands(command);
  const choices = command.registeredArguments.flatMap(({ argChoices = [] }) => argChoices);
  const entry: CompletionEntry = {
    called,
    names: [
      ...commands.map((each) => ({ name: each.name(), description: each.description() })),
      ...choices.map((name) => ({ name, description: '' })),
    ],
    options: help.visibleOptions(command).map(completionOption),
  };
  return [entry, ...commands.flatMap((each) => completionEntries(each, `${called} ${each.name()}`))];
}

function completionOption({ short, long, description, argChoices, required, optional }: Option): CompletionOption {
  const takes = argChoices ?? (required || optional ? 'value' : 'nothing');
  return { flags: [short, long].filter((flag) => flag !== undefined), description, takes };
}

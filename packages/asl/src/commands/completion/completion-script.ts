import type { CompletionEntry, CompletionOption } from './completion-entries';

/** A program whose commands and options are completed. */
export interface Completed {
  readonly name: string;
  readonly entries: readonly CompletionEntry[];
}

/** The shells, and how each is told what to complete. Everything that is not a command, an option or a choice is a file. */
export const completionScripts = { bash, zsh, fish } as const satisfies Readonly<
  Record<string, (completed: Completed) => readonly string[]>
>;

/** https://www.gnu.org/software/bash/manual/html_node/Programmable-Completion.html */
function bash({ name, entries }: Completed): readonly string[] {
  return [
    `_${name}() {`,
    '  local current=${COMP_WORDS[COMP_CWORD]} called= names= flags= word',
    '  COMPREPLY=()',
    '  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do',
    ...calledCase(entries),
    '  done',
    '  case "$called|${COMP_WORDS[COMP_CWORD-1]}" in',
    ...valueCases(entries, (values) => `COMPREPLY=($(compgen -W ${quoted(values.join(' '))} -- "$current")); return`),
    '  esac',
    '  case "$called" in',
    ...entries.map(
      (entry) =>
        `    ${quoted(entry.called)}) names=${quoted(namesOf(entry).join(' '))} flags=${quoted(flagsOf(entry).join(' '))} ;;`,
    ),
    '  esac',
    '  if [[ $current == -* ]]; then names=$flags; fi',
    '  COMPREPLY=($(compgen -W "$names" -- "$current"))',
    '}',
    `complete -o default -F _${name} ${name}`,
  ];
}

/** https://zsh.sourceforge.io/Doc/Release/Completion-System.html */
function zsh({ name, entries }: Completed): readonly string[] {
  const list = (words: readonly string[]): string => `(${words.map(quoted).join(' ')})`;
  return [
    `#compdef ${name}`,
    `_${name}() {`,
    '  local called= word',
    '  local -a names flags',
    '  for word in "${(@)words[2,CURRENT-1]}"; do',
    ...calledCase(entries),
    '  done',
    '  case "$called|${words[CURRENT-1]}" in',
    ...valueCases(
      entries,
      (values) => `${values.length === 0 ? '_files' : `compadd -- ${values.map(quoted).join(' ')}`}; return`,
    ),
    '  esac',
    '  case "$called" in',
    ...entries.map(
      (entry) => `    ${quoted(entry.called)}) names=${list(namesOf(entry))} flags=${list(flagsOf(entry))} ;;`,
    ),
    '  esac',
    '  if [[ $PREFIX == -* ]]; then compadd -- $flags',
    '  elif (( $#names )); then compadd -- $names',
    '  else _files; fi',
    '}',
    `compdef _${name} ${name}`,
  ];
}

/** https://fishshell.com/docs/current/completions.html */
function fish({ name, entries }: Completed): readonly string[] {
  return [
    `function __${name}_called`,
    '  set -l called',
    '  for word in (commandline -opc)[2..-1]',
    '    switch "$called $word"',
    `      case ${calledNames(entries).join(' ')}`,
    '        set called "$called $word"',
    '    end',
    '  end',
    '  echo "x$called"',
    'end',
    ...entries.flatMap(({ called, names, options }) => {
      const line = `complete -c ${name} -n ${quotedForFish(`test (__${name}_called) = "x${called}"`)}`;
      return [
        ...names.map((each) => `${line} -f -a ${quotedForFish(each.name)} -d ${quotedForFish(each.description)}`),
        ...options.map((option) => `${line} ${fishFlags(option)} -d ${quotedForFish(option.description)}`),
      ];
    }),
  ];
}

function fishFlags({ flags, takes }: CompletionOption): string {
  const named = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
  const values = takes === 'nothing' ? [] : takes === 'value' ? ['-r'] : [`-x -a ${quotedForFish(takes.join(' '))}`];
  return [...named, ...values].join(' ');
}

/** Follows the names of commands among the words before the one that is completed. */
function calledCase(entries: readonly CompletionEntry[]): readonly string[] {
  return [
    '    case "$called $word" in',
    `      ${calledNames(entries).join('|')}) called="$called $word" ;;`,
    '    esac',
  ];
}

function calledNames(entries: readonly CompletionEntry[]): readonly string[] {
  return entries.filter(({ called }) => called !== '').map(({ called }) => quoted(called));
}

/** A line for each option that takes a value; without choices it is a file. */
function valueCases(
  entries: readonly CompletionEntry[],
  complete: (values: readonly string[]) => string,
): readonly string[] {
  return entries.flatMap(({ called, options }) =>
    options.flatMap(({ flags, takes }) => {
      if (takes === 'nothing') return [];
      const patterns = flags.map((flag) => quoted(`${called}|${flag}`)).join('|');
      return [`    ${patterns}) ${complete(takes === 'value' ? [] : takes)} ;;`];
    }),
  );
}

function namesOf({ names }: CompletionEntry): readonly string[] {
  return names.map(({ name }) => name);
}

function flagsOf({ options }: CompletionEntry): readonly string[] {
  return options.flatMap(({ flags }) => flags);
}

/** Quoted for a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function quotedForFish(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

import { realpathSync } from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';
import { nextLine, stderr } from '@document-pipelines/asl/terminal';
import { CannotRunError } from './cannot-run-error';
import type { Project } from './project';

/** Where a person is asked. */
export interface AskingTerminal {
  /** Whether there is a person. */
  readonly isTerminal: boolean;
  say(line: string): void;
  /** Returns what the person types; an empty string at the end of the input. */
  answer(): Promise<string>;
}

/** How a person agrees to run an app. */
export interface Agreement {
  /** `--yes` */
  readonly isAgreed: boolean;
  /** Default: the terminal of the process. */
  readonly terminal?: AskingTerminal;
  /** Folder of these sources. */
  readonly sources?: string;
}

/**
 * Asks before an app is synthesised, which runs code of its project; not for the project that these sources belong to. Throws
 * CannotRunError if the person does not agree, or without a terminal.
 */
export async function confirmApp(
  { root, appCommand }: Pick<Project, 'root' | 'appCommand'>,
  { isAgreed, terminal = processTerminal(), sources = __dirname }: Agreement,
): Promise<void> {
  if (isAgreed || isOwn(sources, root)) return;
  const what = `synthesising runs the app's command in ${root}: ${appCommand}`;
  if (!terminal.isTerminal) throw new CannotRunError(`${what}; allow it with --yes`);
  terminal.say(what);
  terminal.say('run it? [y/N]');
  if (!/^y(es)?$/iu.test((await terminal.answer()).trim())) throw new CannotRunError('the app was not synthesised');
}

/** Whether a package is part of a project, and is not one of those that the project has installed. */
function isOwn(sources: string, root: string): boolean {
  const path = relative(realpathSync(root), realpathSync(sources));
  const names = path.split(sep);
  return !isAbsolute(path) && names[0] !== '..' && !names.includes('node_modules');
}

function processTerminal(): AskingTerminal {
  return {
    isTerminal: process.stdin.isTTY === true && stderr.isTerminal,
    say: stderr.line,
    answer: () => nextLine(process.stdin),
  };
}

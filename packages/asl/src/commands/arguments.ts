import { InvalidArgumentError, Option } from 'commander';
import { stderr } from '../language/terminal';

/** Loads the modules of a command. It takes seconds on a slow computer: a terminal then prints a notice. */
export function whileLoading<Loaded>(load: () => Loaded): Loaded {
  if (stderr.isTerminal) stderr.line('  loading …');
  const loaded = load();
  if (stderr.isTerminal) stderr.erase(1);
  return loaded;
}

/** Returns the folder of the caller: `npm start` itself changes to the project's root first. */
export function callersFolder(): string {
  const { INIT_CWD: callers, npm_lifecycle_event: script } = process.env;
  return script === 'start' && callers !== undefined ? callers : process.cwd();
}

/** `--env`. */
export function environmentOption(): Option {
  return new Option('--env <name>', 'the environment').default('dev');
}

/** Of an option that may be repeated. */
export function collect(value: string, earlier: readonly string[]): readonly string[] {
  return [...earlier, value];
}

/** A port's number. Throws InvalidArgumentError. */
export function portNumber(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new InvalidArgumentError('a port must be an integer from 1 to 65535');
  return port;
}

/** A number from 0 to 1. Throws InvalidArgumentError. */
export function share(text: string): number {
  const number = Number(text);
  if (text.trim() === '' || !(number >= 0 && number <= 1))
    throw new InvalidArgumentError('it must be a number from 0 to 1');
  return number;
}

/** A number of seconds above 0. Throws InvalidArgumentError. */
export function positiveNumber(text: string): number {
  const number = Number(text);
  if (!Number.isFinite(number) || number <= 0) throw new InvalidArgumentError('it must be a number of seconds above 0');
  return number;
}

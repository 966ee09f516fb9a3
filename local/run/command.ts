import { StateInUseError } from '../state-lock';
import { CannotRunError } from './environment/cannot-run-error';
import { type Console, createConsole } from './environment/console';

/** Runs a command of `asl local` with a console and a signal that Ctrl-C aborts; sets the exit status when everything has been closed. */
export async function runCommand(
  json: boolean,
  command: (console: Console, signal: AbortSignal) => Promise<number>,
): Promise<void> {
  // Functions run in UTC on AWS; workers take their time zone from the process.
  process.env['TZ'] = 'UTC';
  const console = createConsole(process, json);
  const interrupted = new AbortController();
  const interrupt = (): void => {
    if (interrupted.signal.aborted) process.exit(130);
    console.say('stopping; what has been done is kept, and the next start goes on (once more: at once)');
    interrupted.abort(new InterruptedError());
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  try {
    process.exitCode = await command(console, interrupted.signal);
  } catch (error) {
    process.exitCode = exitStatusOf(error, console);
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}

class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
}

function exitStatusOf(error: unknown, console: Console): number {
  if (error instanceof InterruptedError) return 130;
  const isPlain = error instanceof CannotRunError || error instanceof StateInUseError;
  const message = error instanceof Error ? error.message : String(error);
  console.say(`error: ${message}`);
  if (!isPlain && process.env['ASL_DEBUG'] !== undefined && error instanceof Error) console.say(String(error.stack));
  return 2;
}

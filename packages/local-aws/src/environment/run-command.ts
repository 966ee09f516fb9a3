import { errorReport } from '@document-pipelines/asl/diagnostics';
import { stderr, stdout } from '@document-pipelines/asl/terminal';
import { stateFailureOf } from '../state-failure';
import { type Console, createConsole } from './console';

/** Milliseconds after a command for what still holds the process. */
const graceMilliseconds = 5_000;
/** Milliseconds for a command to close everything after an unhandled error. */
const closingMilliseconds = 30_000;

/**
 * Runs a command of `asl local` with a console and a signal that Ctrl-C aborts; sets the exit status when everything has been closed.
 * Every error ends here: those of the command, and unhandled ones of timers, workers and deliveries.
 */
export async function runCommand(
  json: boolean,
  command: (console: Console, signal: AbortSignal) => Promise<number>,
): Promise<void> {
  // Functions run in UTC on AWS; workers use the time zone of the process.
  process.env['TZ'] = 'UTC';
  const console = createConsole({ stdout, stderr }, json);
  const ending = new AbortController();
  const interrupt = (): void => {
    if (ending.signal.aborted) process.exit(130);
    console.say('stopping; finished work is saved, and the next start continues (press Ctrl-C again to exit at once)');
    ending.abort(new InterruptedError());
  };
  const failures: unknown[] = [];
  const fail = (error: unknown): void => {
    failures.push(error);
    ending.abort(error);
    if (failures.length === 1) setTimeout(() => process.exit(reportError(error, console)), closingMilliseconds).unref();
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  process.on('uncaughtException', fail).on('unhandledRejection', fail);
  try {
    const status = await command(console, ending.signal);
    process.exitCode = failures.length === 0 ? status : reportError(failures[0], console);
  } catch (error) {
    process.exitCode = reportError(failures.length === 0 ? error : failures[0], console);
  } finally {
    console.doing(undefined);
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    // The error handlers stay: a later error must not change the exit status, or keep the process.
    setTimeout(() => process.exit(), graceMilliseconds).unref();
  }
}

class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
}

/** Prints what ended a command, and returns its exit status. */
function reportError(error: unknown, console: Console): 2 | 130 {
  if (error instanceof InterruptedError) return 130;
  for (const line of errorReport(stateFailureOf(error) ?? error)) console.say(line);
  return 2;
}

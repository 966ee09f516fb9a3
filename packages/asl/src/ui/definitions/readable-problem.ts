import { TestStateError } from '../../interpreter';
import { DiagnosticsError, UserError } from '../../language/diagnostics';

/** Returns the error of something that a person asked for, as the page shows it: mistakes of definitions by the first one. */
export function asUserError(error: unknown): unknown {
  if (error instanceof TestStateError) return new UserError(`${error.name}: ${error.message}`, { cause: error });
  if (!(error instanceof DiagnosticsError)) return error;
  const [first] = error.diagnostics;
  if (first === undefined) return error;
  const { span, message, help } = first;
  const text = `${span.file}:${span.start.line}: ${message}`;
  return new UserError(text, help === undefined ? { cause: error } : { help, cause: error });
}

/** Does what a person asked for. Throws UserError for what they can fix. */
export async function forPerson<Result>(work: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw asUserError(error);
  }
}

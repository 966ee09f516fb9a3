import { LinesError } from '../terminal';

/** The optional parts of a user's mistake. */
export interface UserErrorOptions {
  /** Where the mistake is: a file, or `file:line:column`. */
  readonly location?: string;
  /** One line: what to do. */
  readonly help?: string;
  /** Further lines, such as what a program printed. */
  readonly details?: readonly string[];
  /** The error that showed it. */
  readonly cause?: unknown;
}

/**
 * A user's mistake at the command line, in a file or in a setting, or a failure of their computer: printed as `error:
 * message` and the help, without a stack. Mistakes of a definition are diagnostics; any other Error is a defect.
 */
export class UserError extends LinesError {
  override readonly name: string = 'UserError';
  readonly location?: string;
  readonly help?: string;

  constructor(message: string, { location, help, details = [], cause }: UserErrorOptions = {}) {
    const first = location === undefined ? message : `${location}: ${message}`;
    const last = help === undefined ? [] : [`  = help: ${help}`];
    super([first, ...details, ...last], cause === undefined ? undefined : { cause });
    this.location = location;
    this.help = help;
  }
}

/**
 * An error of an execution: an error name and a cause that Retry and Catch can match. Interpreters put AWS's prefix
 * (`An error occurred while executing the state 'X' (entered at the event id #n). `) before a cause.
 */
export class StatesError extends Error {
  override readonly name = 'StatesError';
  /** The error name, e.g. `States.Runtime`. */
  readonly error: string;
  /** The cause as AWS words it, without the prefix that names the state. */
  override readonly cause?: string;

  /** `location`: the field in which an expression failed, e.g. `Output/result`, for the history's EvaluationFailed. */
  constructor(
    error: string,
    cause?: string,
    readonly location?: string,
  ) {
    super(cause === undefined ? error : `${error}: ${cause}`);
    this.error = error;
    this.cause = cause;
  }
}

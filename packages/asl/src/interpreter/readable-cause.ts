/** What is known of a failure: the state that failed, an error name and a cause, each as in an execution's history. */
export interface ReadableFailure {
  readonly state?: string | undefined;
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
}

/** `AskModel: BedrockRuntime.AccessDeniedException: the reason`, on one line. What is unknown is left out. */
export function failureText({ state, error, cause }: ReadableFailure): string {
  const reason = cause === undefined ? '' : readableCause(cause).replaceAll(/\s+/g, ' ');
  return [state ?? '', error ?? '', reason].filter((part) => part !== '').join(': ');
}

/**
 * Returns a cause as a person reads it: the reason first. Unwraps Lambda's {errorType, errorMessage, trace} and the
 * Cause of a failed state or awaited execution, also if they were cut. In AWS's words about an expression, the problem
 * comes before field, state and expression. Any other cause is returned unchanged. Histories and dead letters keep
 * AWS's own text.
 */
export function readableCause(cause: string): string {
  const inner = wrappedText(cause);
  if (inner !== undefined) return readableCause(inner);
  const [, state, rest = cause] = inState.exec(cause) ?? [];
  const [, expression, field, what, reason] = ofExpression.exec(rest) ?? [];
  if (field === undefined || reason === undefined)
    return state === undefined || rest === '' ? cause : `${sentence(rest)} (state ${state})`;
  const where = [state === undefined ? '' : `state ${state}`, `field ${field}`, `expression: ${expression}`];
  return `${sentence(what === 'returned' ? `it returned ${reason}` : reason)} (${where.filter(Boolean).join(', ')})`;
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html has such causes in its examples. */
const inState = /^An error occurred while executing the state '(.*?)' \(entered at the event id #\d+\)\. ?(.*)$/s;

const ofExpression =
  /^The JSONata expression '(.*?)' specified for the field '([^']+)' (?:threw an error during evaluation\.|(returned)) (.*)$/s;

function sentence(text: string): string {
  return text.trim().replace(/\.$/, '');
}

/** Returns undefined for a cause that does not wrap another. */
function wrappedText(cause: string): string | undefined {
  if (!cause.startsWith('{')) return undefined;
  const { Cause: inner, errorMessage } = membersOf(cause);
  return [inner, errorMessage].find((text) => typeof text === 'string') as string | undefined;
}

function membersOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  } catch {
    // What is long was cut: a trace, or an execution's input. The reason comes before it.
    const [reason] = /(?:(?<=^\{)"Cause"|"errorMessage"):\s*"(?:[^"\\]|\\.)*"/s.exec(text) ?? [];
    return reason === undefined ? {} : membersOf(`{${reason}}`);
  }
}

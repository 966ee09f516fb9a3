/** What a person needs of a cause: the message inside Lambda's {errorType, errorMessage, trace}, and inside the Cause of a Failed state. */
export function readableCause(cause: string): string {
  const { Cause: inner, errorMessage } = membersOf(cause);
  if (typeof inner === 'string') return readableCause(inner);
  return typeof errorMessage === 'string' ? errorMessage : cause;
}

function membersOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
}

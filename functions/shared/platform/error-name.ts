/** Returns the name of an SDK error (its code without a service prefix), or undefined if the value is not an error. */
export function errorName(error: unknown): string | undefined {
  return error instanceof Error ? error.name : undefined;
}

/** Whether an error is one of these by its bare name. Names, not classes: a bundle holds the client's classes only once. */
export function isNamed(error: unknown, ...names: readonly string[]): boolean {
  const name = errorName(error);
  return name !== undefined && names.includes(name);
}

/** Returns the message of any thrown value. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The environment of a function, as `process.env` has it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads a required variable. Throws an Error naming it if it is absent or empty. */
export function requiredVariable(environment: Environment, name: string): string {
  const value = environment[name];
  if (value === undefined || value === '') {
    throw new Error(`environment variable ${name} is not set: the stack that makes this function must give it`);
  }
  return value;
}

/** Reads a variable that holds a whole number above zero, e.g. a size in bytes. Throws an Error naming it otherwise. */
export function requiredWholeNumber(environment: Environment, name: string): number {
  const text = requiredVariable(environment, name);
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value <= 0) {
    throw new Error(`environment variable ${name} must be a whole number above zero, it is: ${text}`);
  }
  return value;
}

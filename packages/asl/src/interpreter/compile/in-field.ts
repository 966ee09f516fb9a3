/** Runs a compilation so that its errors name the field. */
export function inField<T>(field: string, compile: () => T): T {
  try {
    return compile();
  } catch (error) {
    throw new Error(`\`${field}\`: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

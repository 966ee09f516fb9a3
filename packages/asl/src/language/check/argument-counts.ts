/** The number of arguments of a function; Infinity without a bound. */
export interface ArgumentCount {
  readonly minimum: number;
  readonly maximum: number;
}

/** `1 argument`, `2 to 3 arguments`, `at least 1 argument`. */
export function describeCount({ minimum, maximum }: ArgumentCount): string {
  if (maximum === 0) return 'no arguments';
  if (maximum === Number.POSITIVE_INFINITY) return `at least ${minimum} ${minimum === 1 ? 'argument' : 'arguments'}`;
  const numbers = minimum === maximum ? `${minimum}` : `${minimum} to ${maximum}`;
  return `${numbers} ${numbers === '1' ? 'argument' : 'arguments'}`;
}

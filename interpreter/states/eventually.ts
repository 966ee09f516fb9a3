import type { Eventually } from '../../asl/expressions';

/** Uses a value now if it is there, or when it has come: nothing is awaited that need not be. */
export function whenSettled<A, B>(value: Eventually<A>, use: (value: A) => Eventually<B>): Eventually<B> {
  return value instanceof Promise ? value.then(use) : use(value);
}

import type { Json } from '../definition';

/** A source of randomness that is passed in, so that a run with the same seed is the same run. */
export interface RandomSource {
  /** A number in [0, 1). */
  next(): number;
  /** A version 4 UUID. */
  uuid(): string;
}

/** The variables of a scope by name, without the `$`. */
export type Variables = Readonly<Record<string, Json>>;

/** What a JSONPath field sees: `$` is the input, `$$` the context object, `$name` a variable. */
export interface JsonPathBindings {
  readonly input: Json;
  readonly context: Json;
  readonly variables: Variables;
  readonly random: RandomSource;
}

/**
 * What a JSONata field reads: `$states` (`{input, context, result?, errorOutput?}`) and the variables. Evaluation does
 * not change them.
 */
export interface JsonataBindings {
  readonly states: Json;
  readonly variables: Variables;
  readonly random: RandomSource;
  /** Milliseconds since the epoch; asked once per evaluation, so that `$now()` and `$millis()` are stable within one. */
  now(): number;
}

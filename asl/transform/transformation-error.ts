/**
 * A transformation meets what it does not know how to carry over. The message names the state, the fact and what to do: a state that is
 * new in the source must be decided upon, never guessed.
 */
export class TransformationError extends Error {
  override readonly name = 'TransformationError';
}

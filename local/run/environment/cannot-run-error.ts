/** A run that cannot begin, or a command that cannot be carried out: the message says what is wrong and what would be right. Exit status 2. */
export class CannotRunError extends Error {
  override readonly name = 'CannotRunError';
}

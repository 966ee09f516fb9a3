/** Something that the caller must set right before the command can run: exit status 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

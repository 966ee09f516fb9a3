/** Why a batch does not begin. The definition sends all of these to the dead letters: no retry would help. */
export type BatchRefusal =
  | 'MalformedBatchRequest'
  | 'BatchIdTaken'
  | 'UnreadableManifest'
  | 'TooManyItems'
  | 'EmptyBatch';

/** A batch that does not begin. `name` is the error's name that Lambda returns; the message describes what to do. */
export class BatchRefused extends Error {
  constructor(
    override readonly name: BatchRefusal,
    message: string,
  ) {
    super(message);
  }
}

/** Why a batch does not begin. The definition buries all of these: no retry would help. */
export type BatchRefusal =
  | 'MalformedBatchRequest'
  | 'BatchIdTaken'
  | 'UnreadableManifest'
  | 'TooManyItems'
  | 'EmptyBatch';

/** A batch that does not begin. `name` is what Lambda answers as the error's name; the message says what to do. */
export class BatchRefused extends Error {
  constructor(
    override readonly name: BatchRefusal,
    message: string,
  ) {
    super(message);
  }
}

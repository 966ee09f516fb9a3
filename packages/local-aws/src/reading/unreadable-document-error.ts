/** Why a document cannot be read: an unknown type, locked with a password, damaged, or larger than the reader accepts. */
export type UnreadableReason = 'unsupported' | 'encrypted' | 'damaged' | 'too-large';

/** Thrown if a document has no readable pages. The message names what was found and what is readable. */
export class UnreadableDocumentError extends Error {
  override readonly name = 'UnreadableDocumentError';
  constructor(
    readonly reason: UnreadableReason,
    message: string,
  ) {
    super(message);
  }
}

/** Why a document cannot be read: not a kind we know, locked with a password, broken, or more than the reader takes. */
export type UnreadableReason = 'unsupported' | 'encrypted' | 'damaged' | 'too-large';

/** Thrown where a document's bytes give no pages. The message names what was found and what would be readable. */
export class UnreadableDocumentError extends Error {
  override readonly name = 'UnreadableDocumentError';
  constructor(
    readonly reason: UnreadableReason,
    message: string,
  ) {
    super(message);
  }
}

/** Why a document is rejected for good. The definition catches these names and continues with RejectDocument. */
export type Refusal =
  | 'UnsupportedDocument'
  | 'DocumentTooLarge'
  | 'EncryptedDocument'
  | 'EmptyDocument'
  | 'DocumentDeleted';

/**
 * A document that the pipeline does not accept. `name` is the error's name that Lambda returns and the definition
 * catches; the message is what a person reads in the ledger.
 */
export class DocumentRefused extends Error {
  constructor(
    override readonly name: Refusal,
    message: string,
  ) {
    super(message);
  }
}

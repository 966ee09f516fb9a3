/** Why a document is rejected for good. The definition catches these names and leads to RejectDocument. */
export type Refusal =
  | 'UnsupportedDocument'
  | 'DocumentTooLarge'
  | 'EncryptedDocument'
  | 'EmptyDocument'
  | 'DocumentDeleted';

/**
 * A document that the pipeline does not take. `name` is what Lambda answers as the error's name and what the definition
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

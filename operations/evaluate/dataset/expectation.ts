/** The part of a dataset that a document belongs to: prompts are tuned on one and compared on the other. */
export type Split = 'tune' | 'test';

/** Where a document is expected to end. */
export type ExpectedOutcome = 'stored' | 'review' | 'rejected';

/** The expected value of one place in a document. Places that are not labelled have no expected value. */
export interface ExpectedValue {
  /** Null: the document does not state it. */
  readonly value: string | null;
  /** Further values that are right. */
  readonly also: readonly string[];
}

/** A row of a table, by column. */
export type ExpectedRow = Readonly<Record<string, ExpectedValue>>;

/** What is known of a document. What is absent here is not labelled, and is not scored. */
export interface Expectation {
  readonly type?: string;
  readonly outcome?: ExpectedOutcome;
  /** By the names of the schema that the pipeline uses for the model. */
  readonly fields: Readonly<Record<string, ExpectedValue>>;
  /** No row: the document has no table of items. */
  readonly lineItems?: readonly ExpectedRow[];
  readonly language?: string;
  readonly tags: readonly string[];
  readonly split: Split;
}

/** What a pipeline can read of a document: labels with other names are mistakes. */
export interface KnownNames {
  readonly fields: readonly string[];
  readonly columns: readonly string[];
  readonly types: readonly string[];
}

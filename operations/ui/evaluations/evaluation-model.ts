/** An evaluation in the list. */
export interface ListedEvaluation {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly evaluatedAt: number;
  readonly dataset: string;
  /** The model that was asked. */
  readonly model: string;
  /** `read-document v2 sha256:0123456789ab` */
  readonly prompts: readonly string[];
  readonly documents: number;
  readonly verdict: EvaluationVerdict;
  /** Stored without review and wrong, and of how many that were stored. */
  readonly silentErrors: { readonly count: number; readonly of: number };
  /** US dollars; absent if the price of the model is unknown. */
  readonly dollars?: number;
  readonly dollarsPerThousand?: number;
}

/** The verdict on an evaluation. */
export interface EvaluationVerdict {
  readonly isGood: boolean;
  readonly text: string;
}

/** The evaluations of this project, the newest first. */
export interface EvaluationList {
  readonly evaluations: readonly ListedEvaluation[];
  /** Makes one, at no cost. */
  readonly command: string;
  /** Where they are. */
  readonly folder: string;
}

/** A table: heads, and the texts of cells. */
export interface ShownTable {
  readonly heads: readonly { readonly text: string; readonly isFigure: boolean }[];
  readonly rows: readonly (readonly string[])[];
}

/** The documents of a split. */
export interface ShownSplit {
  readonly documents: number;
  readonly figures: readonly { readonly name: string; readonly value: string }[];
  readonly fields: ShownTable;
  readonly mistakes: ShownTable;
}

/** One evaluation, as the report of `pipelines evaluate --html` has it. */
export interface ShownEvaluation extends ListedEvaluation {
  readonly datasetDigest: string;
  /** Whether it has values of documents. */
  readonly hasValues: boolean;
  readonly failures: ShownTable;
  readonly test: ShownSplit;
  readonly tune?: ShownSplit;
  readonly curve: ShownTable;
  readonly notes: readonly string[];
  readonly identity: readonly (readonly [name: string, value: string])[];
  /** Against another evaluation if one was asked for, else against the baseline that it was evaluated with. */
  readonly comparison?: { readonly verdict: EvaluationVerdict; readonly lines: readonly string[] };
  /** Others of the dataset. */
  readonly others: readonly {
    readonly id: string;
    readonly model: string;
    readonly prompts: readonly string[];
    readonly evaluatedAt: number;
  }[];
  /** Evaluates the same again. */
  readonly command: string;
}

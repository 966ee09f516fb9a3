/** How many items have an outcome; without a summary, a status of the ledger. */
export interface ShownCount {
  readonly name: string;
  readonly count: number;
  /** Where these items are now: `1 IN_REVIEW`. */
  readonly now?: string;
}

/** How far the Map of a batch is. */
export interface ShownProgress {
  readonly total: number;
  readonly done: number;
  readonly running: number;
  readonly failed: number;
  /** At the pace so far; absent before that can be said. */
  readonly restSeconds?: number;
}

/** A batch in the list. */
export interface ListedBatch {
  readonly batchId: string;
  /** Of its execution. */
  readonly status: string;
  /** Milliseconds since 1970, as all times here. */
  readonly startedAt?: number;
  /** Absent before the batch is prepared. */
  readonly documents?: number;
  /** Outcomes; empty until the batch has ended. */
  readonly counts: readonly ShownCount[];
  readonly progress?: ShownProgress;
  /** Error and cause, untrusted. */
  readonly failure?: string;
  /** US dollars, estimated; absent if it cannot be. */
  readonly price?: { readonly soFar: number; readonly whole: number };
}

/** The batches of an environment, the newest first. */
export interface BatchList {
  readonly batches: readonly ListedBatch[];
  /** Why there are no prices. */
  readonly priceProblem?: string;
  /** What starts a batch. */
  readonly command: string;
}

/** A part of the price. US dollars; undefined if it is unknown. */
export interface PricePart {
  readonly part: string;
  readonly soFar?: number;
  readonly whole?: number;
}

/** The price of a batch. */
export interface ShownPrice {
  readonly parts: readonly PricePart[];
  /** Whether Step Functions was counted by the batch; else all of it is estimated. */
  readonly isCounted: boolean;
  readonly isWhole: boolean;
  /** More for each handed-over document. */
  readonly eachHandedOver?: number;
  readonly assumptions: readonly string[];
}

/** The beginning of a list, and how many it has. */
export interface CutList<Item> {
  readonly count: number;
  readonly first: readonly Item[];
}

/** One batch, as `pipelines batch show` prints it. */
export interface ShownBatch {
  readonly batchId: string;
  readonly executionArn: string;
  readonly status: string;
  readonly isRunning: boolean;
  readonly startedAt?: number;
  readonly stoppedAt?: number;
  /** When its items were looked up. */
  readonly asOf: number;
  readonly failure?: { readonly text: string; readonly command: string };
  readonly rows?: number;
  readonly items?: number;
  readonly duplicates: number;
  readonly counts: readonly ShownCount[];
  readonly progress?: ShownProgress;
  readonly price?: ShownPrice;
  readonly priceProblem?: string;
  readonly failed: CutList<{ readonly key: string; readonly text: string; readonly executionArn?: string }>;
  readonly rejected: CutList<{ readonly key: string; readonly reason: string }>;
  readonly badRows: CutList<{ readonly line: number; readonly reason: string }>;
  readonly neverStarted: CutList<string>;
  readonly isResumable: boolean;
  readonly next: readonly string[];
  /** Prints all of it. */
  readonly command: string;
}

/** A document that would be in a resumed batch. */
export interface ResumedDocument {
  readonly documentId: string;
  readonly key: string;
}

/** What a resume would do. */
export interface ShownResume {
  /** Also the input of the act `batches/resume`: it names every document. */
  readonly input: ResumeInput;
  readonly leftOut: readonly { readonly key: string; readonly why: string; readonly fix?: string }[];
  /** The same in a terminal. */
  readonly command: string;
}

/** What `batches/resume` starts. */
export interface ResumeInput {
  /** The batch that is resumed. */
  readonly resumes: string;
  /** The id of the new batch. */
  readonly batchId: string;
  readonly documents: readonly ResumedDocument[];
}

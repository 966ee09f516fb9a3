/** The event of SummarizeBatch. */
export interface SummarizeBatchEvent {
  readonly batchId: string;
  readonly executionArn: string;
  /** The result of PrepareBatch. */
  readonly prepared: {
    readonly items: ResultsObject;
    readonly badRows: ResultsObject;
    readonly counts: {
      readonly rows: number;
      readonly items: number;
      readonly duplicates: number;
      readonly badRows: number;
    };
  };
  /**
   * Where the ResultWriter's manifest.json is; `{}` if the Map failed: then it is looked for under
   * `batches/<batchId>/`.
   */
  readonly results: Partial<ResultsObject>;
  /** Whether more children failed than are tolerated. */
  readonly isToleranceExceeded: boolean;
}

/** Where an object of the results bucket is. */
export interface ResultsObject {
  readonly bucket: string;
  readonly key: string;
}

/** The status of a Map Run. */
export type MapRunStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'ABORTED';

/** How many items, or child executions, have each status: the counts of DescribeMapRun. */
export interface MapRunCounts {
  readonly pending: number;
  readonly running: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly timedOut: number;
  readonly aborted: number;
  readonly total: number;
  readonly resultsWritten: number;
  readonly failuresNotRedrivable: number;
  readonly pendingRedrive: number;
}

/** A Map Run as DescribeMapRun returns it, in milliseconds since 1970. */
export interface MapRunRecord {
  readonly mapRunArn: string;
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly stateName: string;
  readonly status: MapRunStatus;
  readonly startDate: number;
  readonly stopDate?: number;
  /** 0: as many as there are. */
  readonly maxConcurrency: number;
  readonly toleratedFailureCount: number;
  readonly toleratedFailurePercentage: number;
  readonly itemCounts: MapRunCounts;
  readonly executionCounts: MapRunCounts;
  readonly redriveCount: number;
  readonly redriveDate?: number;
}

/** What UpdateMapRun may change while a Map Run lasts. */
export interface MapRunSettings {
  readonly maxConcurrency?: number;
  readonly toleratedFailureCount?: number;
  readonly toleratedFailurePercentage?: number;
}

/** A Map Run in this process. */
export interface RunningMapRun {
  readonly mapRunArn: string;
  /** Returns a snapshot of its state. */
  record(): MapRunRecord;
  /** UpdateMapRun: takes effect at once. */
  update(settings: MapRunSettings): void;
}

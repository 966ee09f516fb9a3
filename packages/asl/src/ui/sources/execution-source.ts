import type { DescribedExecution, ExecutionRow, ReadEvent } from '../model';

/** A state machine of a source. */
export interface ListedMachine {
  readonly stateMachineArn: string;
  readonly name: string;
}

/** A page of a list, newest first. */
export interface ListedExecutions {
  readonly rows: readonly ExecutionRow[];
  /** Absent on the last page. */
  readonly nextToken?: string;
}

/** Which executions are listed: those of a state machine, or of a Map Run. */
export interface ListRequest {
  readonly stateMachineArn?: string;
  readonly mapRunArn?: string;
  readonly nextToken?: string;
}

/** The state and the error of an execution that failed. */
export interface RowFailure {
  readonly failedState?: string;
  readonly error?: string;
  readonly reason?: string;
}

/** What a function wrote while an attempt lasted. */
export interface LogLine {
  /** Milliseconds since 1970; absent if the line has no time. */
  readonly at?: number;
  /** Untrusted. */
  readonly text: string;
  /** Whether it names this execution: functions serve several at the same time. */
  readonly isOwn: boolean;
}

/** Which lines of which function. */
export interface LogRequest {
  readonly functionName: string;
  readonly executionArn: string;
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
}

/** The lines that were found, and where. */
export interface FunctionLog {
  readonly lines: readonly LogLine[];
  /** The file or log group. */
  readonly location: string;
  readonly isCut: boolean;
  /** Why there are no lines, if they could not be read. */
  readonly problem?: string;
}

/**
 * Where executions are read: a local environment's state folder, an endpoint of the Step Functions API, an AWS account. Everything the
 * page shows of executions comes from here; a source writes nothing.
 */
export interface ExecutionSource {
  /** On `aws`, acts ask for `--write` and a confirmation. */
  readonly kind: 'local' | 'aws';
  /** `dev, .local/dev`, `AWS account 123456789012, eu-west-1`: printed at the top of the page. */
  readonly label: string;
  /** For prices. */
  readonly region: string;
  machines(): Promise<readonly ListedMachine[]>;
  list(request: ListRequest): Promise<ListedExecutions>;
  /** Rejects with an ExecutionNotFoundError. */
  describe(executionArn: string): Promise<DescribedExecution>;
  /** The events after one, in their order: all of them, however many pages that takes. */
  events(executionArn: string, afterId: number): Promise<readonly ReadEvent[]>;
  /** State and error of a failed execution, for a row that lacks them. Costs a call or two on AWS. */
  failure(row: ExecutionRow): Promise<RowFailure>;
  log?(request: LogRequest): Promise<FunctionLog>;
  /** Calls back when executions may have changed. Absent: they are asked for every 2 seconds while a page is open. */
  watch?(onChange: () => void): () => void;
  close?(): Promise<void>;
}

/** The source has no such execution. */
export class ExecutionNotFoundError extends Error {
  override readonly name = 'ExecutionNotFoundError';

  constructor(executionArn: string) {
    super(`there is no execution ${executionArn}`);
  }
}

import type { DescribedExecution, ExecutionRow, MapRunSummary, ReadEvent } from '../model';

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
 * Calls an operation of Step Functions: an SDK client, an endpoint, or the service in this process. Times may be Dates or seconds; rejects
 * with errors named as AWS's.
 */
export type StatesCall = (
  operation: string,
  input: Readonly<Record<string, unknown>>,
) => Promise<Readonly<Record<string, unknown>>>;

/** What starts, stops and redrives executions of a source, or why nothing does. */
export type ExecutionWriter =
  | {
      readonly kind: 'open';
      readonly call: StatesCall;
      /** Executions whose redrive has rules of its own, instead of RedriveExecution. */
      readonly ownRedrive?: OwnRedrive;
    }
  /** `command`: what a person runs to make it possible. */
  | { readonly kind: 'closed'; readonly reason: string; readonly command: string };

/** A redrive that is more than RedriveExecution: it knows what else belongs to an execution. */
export interface OwnRedrive {
  /** Returns the command that does the same in a terminal; undefined for an execution that has no rules of its own. */
  commandOf(execution: DescribedExecution): string | undefined;
  /** Returns what was done, in a sentence, and the execution that goes on. Throws a UserError if nothing can be done. */
  run(execution: DescribedExecution): Promise<{ readonly text: string; readonly executionArn?: string }>;
}

/**
 * Where executions are read: a local environment's state folder, an endpoint of the Step Functions API, an AWS account. Everything the
 * page shows of executions comes from here; only its writer changes something.
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
  /** The counts of a Map Run of an execution; undefined if the source does not have them. */
  mapRun(mapRunArn: string, executionArn: string): Promise<MapRunSummary | undefined>;
  /** State and error of a failed execution, for a row that lacks them. Costs a call or two on AWS. */
  failure(row: ExecutionRow): Promise<RowFailure>;
  log?(request: LogRequest): Promise<FunctionLog>;
  /** Calls back when executions may have changed. Absent: they are asked for every 2 seconds while a page is open. */
  watch?(onChange: () => void): () => void;
  /** Asked again for each page: an environment may have been started meanwhile. */
  writer(): Promise<ExecutionWriter>;
  close?(): Promise<void>;
}

/** The source has no such execution. */
export class ExecutionNotFoundError extends Error {
  override readonly name = 'ExecutionNotFoundError';

  constructor(executionArn: string) {
    super(`there is no execution ${executionArn}`);
  }
}

/** A visit of a state, from its entry to its exit, over all attempts. Times are ISO 8601. */
export interface StateVisit {
  readonly stateName: string;
  /** `Task`, `Map`, `Wait` … */
  readonly type: string;
  /** 0 for states of the machine itself; one more in each Parallel. */
  readonly depth: number;
  readonly enteredAt: string;
  /** Absent while it lasts, and where the execution ended in it. */
  readonly exitedAt?: string;
  /** Of Tasks, Parallels and Maps. */
  readonly attempts: readonly Attempt[];
  readonly call?: VisitCall;
  /** Of a Map in the machine itself. */
  readonly iterations?: Iterations;
  /** Of a Distributed Map. */
  readonly mapRun?: MapRunCounts;
  /** The execution that a Task started. */
  readonly startedExecutionArn?: string;
  /** The answer of a person to a task token. */
  readonly decision?: PersonsDecision;
  readonly logs: readonly LogLine[];
  /** With `--data`. */
  readonly input?: string;
  readonly output?: string;
}

/** One attempt. */
export interface Attempt {
  readonly startedAt: string;
  readonly endedAt?: string;
  /** Seconds of the pause before it; absent for the first. */
  readonly pauseSeconds?: number;
  readonly error?: string;
  readonly cause?: string;
  /** When a request with a task token was accepted. */
  readonly submittedAt?: string;
  /** The request id of the service, if the response has it: of Lambda, that of the invocation. */
  readonly requestId?: string;
}

/** The service integration of a Task. */
export interface VisitCall {
  /** `lambda`, `aws-sdk:s3` … */
  readonly resourceType: string;
  /** `invoke.waitForTaskToken` … */
  readonly resource: string;
  readonly functionName?: string;
}

/** The iterations of a Map. */
export interface Iterations {
  readonly total: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly aborted: number;
  readonly retries: number;
  readonly failures: readonly FailedIteration[];
}

/** An iteration that failed. */
export interface FailedIteration {
  readonly index: number;
  readonly stateName: string;
  readonly error?: string;
  readonly cause?: string;
}

/** The child executions of a Map Run. */
export interface MapRunCounts {
  readonly mapRunArn: string;
  readonly status?: string;
  readonly total?: number;
  readonly succeeded?: number;
  readonly failed?: number;
  readonly running?: number;
}

/** Who answered what, and when. */
export interface PersonsDecision {
  readonly decision: string;
  readonly reviewer: string;
  readonly decidedAt?: string;
}

/** A line that a function printed. */
export interface LogLine {
  readonly at: string;
  readonly text: string;
}

import type { Json } from '@document-pipelines/asl/definition';
import type { ExecutionStatus } from '@document-pipelines/asl/interpreter';

/** An execution, as notices name it. */
export interface NamedExecution {
  readonly executionArn: string;
  /** `machine`, or `machine/label` for the children of a Distributed Map. */
  readonly stateMachineName: string;
  readonly name: string;
  readonly input: Json;
}

/** What happened to an execution. */
export type ExecutionEvent =
  | { readonly kind: 'started' | 'redriven' }
  /** Waits for the answer to a task token, or until a time, in milliseconds since 1970. */
  | { readonly kind: 'waiting'; readonly stateName: string; readonly until?: number }
  | { readonly kind: 'retrying'; readonly stateName: string; readonly error?: string; readonly cause?: string }
  | {
      readonly kind: 'ended';
      readonly status: Exclude<ExecutionStatus, 'RUNNING'>;
      readonly error?: string;
      readonly cause?: string;
      /** Since its first start. */
      readonly seconds: number;
      /** Of all states, iterations included. */
      readonly retries: number;
    };

/** What happened to which execution, and when, in milliseconds since 1970. */
export type ExecutionNotice = NamedExecution & { readonly at: number; readonly event: ExecutionEvent };

/**
 * Describes an execution in the words of an application: `local.executions` of asl.config.yaml names the module that exports it as
 * `describeExecution`. Absent members are not printed.
 */
export type DescribeExecution = (
  execution: NamedExecution & { readonly environment: string; readonly event: ExecutionEvent },
) => {
  /** What the execution works on; default: its name. */
  readonly subject?: string;
  /** The command to continue with, where it waits or has failed. */
  readonly next?: string;
};

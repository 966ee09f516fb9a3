import type { JsonObject } from '@document-pipelines/asl/definition';
import type { TaskEffect } from './fault-plan';

/** Where a document can end. `lost` is not one of them. */
export type FinalState = 'stored' | 'rejected' | 'failed' | 'waiting';

/** A person who decides reviews, once, and does not retry after an error. */
export interface Reviewer {
  readonly name: string;
  readonly decision: 'approve' | 'correct' | 'reject';
  readonly fields?: JsonObject;
  /** After the notice. */
  readonly afterSeconds: number;
  /** The rounds in which this person answers. */
  readonly rounds: readonly number[];
}

/** How an asynchronous Textract job ends. */
export interface JobEnd {
  readonly status: string;
  readonly statusMessage?: string;
  readonly afterSeconds: number;
  /** A line on each page; by default one line on the first. */
  readonly pages?: readonly string[];
}

/** What goes wrong at a Task: at every attempt in the first execution, or once. */
export interface Trouble {
  readonly stateName: string;
  readonly effect: TaskEffect;
  readonly isOnce?: boolean;
}

/** A document with its reviewers and models: one path through a pipeline. */
export interface Scenario {
  readonly name: string;
  readonly key: string;
  /** The batch that starts it; absent if the object's event does. */
  readonly batchId?: string;
  readonly content: Buffer;
  readonly tags: Readonly<Record<string, string>>;
  /** The input of the forced tool; undefined if the model answers in prose. */
  readonly modelAnswer: (tool: string, call: number) => JsonObject | undefined;
  /** Highest number of calls of the model in an execution without faults; default 3. */
  readonly modelCalls?: number;
  readonly reviewers: readonly Reviewer[];
  readonly job: JobEnd;
  /** What always fails in the first execution, so that the states that handle a failed document are reached. */
  readonly trouble?: Trouble;
  /** Where it ends once the fault is over. */
  readonly ends: readonly FinalState[];
  /** Tasks and functions that are put under fault here although an earlier scenario reaches them too. */
  readonly alsoUnderFault?: readonly string[];
  /** Inspect after this many seconds instead of at the end. */
  readonly lookAfterSeconds?: number;
}

/** How often Textract may be paid for a document without a fault: a redrive starts a new job if the last one failed. */
export function maxTextractCalls({ job }: Scenario, executions: number): number {
  return job.status === 'SUCCEEDED' ? 1 : executions;
}

/** An uploaded version of an object. */
export interface UploadedDocument {
  readonly documentId: string;
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
  readonly scenario: Scenario;
}

import type { CallEffect, Moment, NoticeEffect, ReminderEffect, TaskEffect } from '../world/fault-plan';
import type { BatchAnswer } from '../world/people/batches';

/** How long a fault lasts: one occasion, the whole first execution with all its retries, or beyond every redrive. */
export type Extent = 'once' | 'until retries run out' | 'for ever';

/** A batch that ends before its documents have, and how it is continued. */
export interface BrokenBatch {
  /** Whether the stop of the batch's children reaches the executions of the documents: AWS documents it as best effort. */
  readonly reachesDocuments: boolean;
  readonly answer: BatchAnswer;
}

/** A fault, and where it strikes. */
export type Fault =
  | { readonly on: 'nothing' }
  | { readonly on: 'task'; readonly stateName: string; readonly effect: TaskEffect }
  /** The execution's own TimeoutSeconds ends it while this Task is silent. */
  | { readonly on: 'executionTimeout'; readonly stateName: string }
  | {
      readonly on: 'call';
      readonly functionName: string;
      readonly call: number;
      readonly operation: string;
      readonly effect: CallEffect;
    }
  | { readonly on: 'notice'; readonly effect: NoticeEffect }
  | { readonly on: 'reviewNotice' }
  | { readonly on: 'reminder'; readonly effect: ReminderEffect }
  /** The event of the execution's bad end comes twice. */
  | { readonly on: 'failureEvent' }
  /** The batch is stopped when this Task of a document is called. */
  | ({ readonly on: 'batchStopped'; readonly stateName: string } & BrokenBatch)
  /** The document's failure is one more than its batch tolerates. */
  | ({ readonly on: 'toleranceExceeded' } & BrokenBatch)
  /** The object's event comes again when this Task is called. */
  | { readonly on: 'duplicateEvent'; readonly stateName: string }
  /** The object's event comes again when everything is over. */
  | { readonly on: 'lateEvent' };

/** The Task or function at which a fault strikes. */
export function locationOfFault(fault: Fault): string {
  switch (fault.on) {
    case 'task':
    case 'executionTimeout':
    case 'batchStopped':
    case 'duplicateEvent':
      return fault.stateName;
    case 'call':
      return fault.functionName;
    case 'notice':
      return 'ExtractText';
    case 'reviewNotice':
    case 'reminder':
      return 'RequestReview';
    case 'failureEvent':
      return 'record-failed-execution';
    case 'toleranceExceeded':
      return 'ProcessDocuments';
    case 'lateEvent':
    case 'nothing':
      return '-';
    default:
      return fault satisfies never;
  }
}

/** Describes a fault. */
export function nameOfFault(fault: Fault): string {
  switch (fault.on) {
    case 'task':
      return nameOfTaskEffect(fault.effect);
    case 'call':
      return `${nameOfCallEffect(fault.effect)} call ${fault.call} (${fault.operation})`;
    case 'notice':
      return `notice ${fault.effect}`;
    case 'executionTimeout':
      return 'timeout of the execution';
    case 'reviewNotice':
      return 'notice of the review lost';
    case 'reminder':
      return `reminder ${fault.effect}`;
    case 'failureEvent':
      return 'failure event twice';
    case 'batchStopped':
      return `batch stopped, ${nameOfBrokenBatch(fault)}`;
    case 'toleranceExceeded':
      return `tolerance exceeded, ${nameOfBrokenBatch(fault)}`;
    case 'duplicateEvent':
      return 'duplicate event';
    case 'lateEvent':
      return 'late duplicate after completion';
    case 'nothing':
      return 'no fault';
    default:
      return fault satisfies never;
  }
}

function nameOfBrokenBatch({ reachesDocuments, answer }: BrokenBatch): string {
  return `${reachesDocuments ? 'its documents too' : 'its documents not'}; then ${answer}`;
}

function nameOfTaskEffect(effect: TaskEffect): string {
  switch (effect.kind) {
    case 'error':
      return `${effect.error} ${nameOfMoment(effect.moment)}`;
    case 'silence':
      return `timeout ${nameOfMoment(effect.moment)}`;
    case 'abort':
    case 'batch stop':
      return `${effect.kind} ${nameOfMoment(effect.moment)}`;
    case 'answer': {
      const text = JSON.stringify(effect.answer);
      return text.length > 1_000 ? 'oversize answer' : `malformed answer ${text.slice(0, 60)}`;
    }
    default:
      return effect satisfies never;
  }
}

function nameOfMoment(moment: Moment): string {
  return moment === 'before' || moment === 'after' ? `${moment} the effect` : `while what it started is ${moment}`;
}

function nameOfCallEffect(effect: CallEffect): string {
  switch (effect.kind) {
    case 'crash':
      return `crash ${effect.moment}`;
    case 'error':
      return `${effect.error} at`;
    case 'sentTwice':
      return 'lost answer and SDK retry of';
    case 'body':
      return `body ${effect.fault} at`;
    default:
      return effect satisfies never;
  }
}

import type { Json } from '../../../asl/definition';

/**
 * Whether a fault strikes before the effect it disturbs, or after it: the effect is there and its answer is lost. Where the effect is an
 * execution, that is still open or closed by then.
 */
export type Moment = 'before' | 'after' | 'open' | 'closed';

/** What can happen to one attempt of a Task. */
export type TaskEffect =
  | { readonly kind: 'error'; readonly error: string; readonly moment: Moment }
  /** No answer ever comes; the state's TimeoutSeconds ends it. */
  | { readonly kind: 'silence'; readonly moment: Moment }
  /** The effect is there, and the answer is another than agreed. */
  | { readonly kind: 'answer'; readonly answer: Json }
  /** A person stops the execution. */
  | { readonly kind: 'abort'; readonly moment: Moment }
  /** A person stops the batch that the document is in. */
  | { readonly kind: 'batch stop'; readonly moment: 'before' };

/** What can happen to one call that a function makes. */
export type CallEffect =
  /** The function's process ends: nothing after this call happens. */
  | { readonly kind: 'crash'; readonly moment: 'before' | 'after' }
  | { readonly kind: 'error'; readonly error: string; readonly status: number }
  /** The effect is there, its answer is lost, and the SDK sends the request again. */
  | { readonly kind: 'sentTwice' }
  /** The headers of the answer come whole, the body does not. */
  | { readonly kind: 'body'; readonly fault: BodyFault };

/** What can happen to a body while a function reads it. */
export type BodyFault = 'breaks' | 'ends early' | 'stalls';

/** What can happen to a notice of Textract. */
export type NoticeEffect = 'lost' | 'twice' | 'beforeToken' | 'afterTheEnd';

/** What can happen to a reminder of a review; a late one comes when everything is over, though its schedule was deleted. */
export type ReminderEffect = 'lost' | 'twice' | 'late';

/** A Task about to be called. */
export interface TaskOccasion {
  readonly documentId: string;
  readonly stateName: string;
  readonly executionArn: string;
}

/** A function about to make its n-th call, from 1. */
export interface CallOccasion {
  readonly documentId: string;
  readonly functionName: string;
  readonly call: number;
  readonly operation: string;
}

/** Decides what goes wrong. Asked on every occasion; undefined lets things be. */
export interface FaultPlan {
  atTask(occasion: TaskOccasion): TaskEffect | undefined;
  atCall(occasion: CallOccasion): CallEffect | undefined;
  atNotice(documentId: string): NoticeEffect | undefined;
  atReminder(documentId: string): ReminderEffect | undefined;
  /** Whether the notice of a review reaches nobody. */
  losesReviewNotice(documentId: string): boolean;
  /** How often the event of an execution's bad end is delivered: at least once. */
  deliveriesOfFailure(documentId: string): number;
  /** Whether the object's event is delivered once more just when this Task is called. */
  repeatsEvent(occasion: TaskOccasion): boolean;
  /** Whether the execution of a document does not hear that whoever waits for it has been stopped. */
  losesStop(documentId: string): boolean;
}

/** Nothing goes wrong. */
export const noFaults: FaultPlan = {
  atTask: () => undefined,
  atCall: () => undefined,
  atNotice: () => undefined,
  atReminder: () => undefined,
  losesReviewNotice: () => false,
  deliveriesOfFailure: () => 1,
  repeatsEvent: () => false,
  losesStop: () => false,
};

/** Asks one plan after the other; the first that answers decides. */
export function eitherPlan(first: FaultPlan, second: FaultPlan): FaultPlan {
  return {
    atTask: (occasion) => first.atTask(occasion) ?? second.atTask(occasion),
    atCall: (occasion) => first.atCall(occasion) ?? second.atCall(occasion),
    atNotice: (documentId) => first.atNotice(documentId) ?? second.atNotice(documentId),
    atReminder: (documentId) => first.atReminder(documentId) ?? second.atReminder(documentId),
    losesReviewNotice: (documentId) => first.losesReviewNotice(documentId) || second.losesReviewNotice(documentId),
    deliveriesOfFailure: (documentId) =>
      Math.max(first.deliveriesOfFailure(documentId), second.deliveriesOfFailure(documentId)),
    repeatsEvent: (occasion) => first.repeatsEvent(occasion) || second.repeatsEvent(occasion),
    losesStop: (documentId) => first.losesStop(documentId) || second.losesStop(documentId),
  };
}

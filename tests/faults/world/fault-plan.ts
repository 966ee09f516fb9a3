import type { Json } from '@document-pipelines/asl/definition';

/**
 * Whether a fault strikes before the effect it disturbs, or after it: the effect is there and its result is lost. If the effect is an
 * execution, it is still open or closed by then.
 */
export type Moment = 'before' | 'after' | 'open' | 'closed';

/** A fault of one attempt of a Task. */
export type TaskEffect =
  | { readonly kind: 'error'; readonly error: string; readonly moment: Moment }
  /** It never returns; the state's TimeoutSeconds ends it. */
  | { readonly kind: 'silence'; readonly moment: Moment }
  /** The effect is there, and the result is not as specified. */
  | { readonly kind: 'answer'; readonly answer: Json }
  /** A person stops the execution. */
  | { readonly kind: 'abort'; readonly moment: Moment }
  /** A person stops the batch that the document is in. */
  | { readonly kind: 'batch stop'; readonly moment: 'before' };

/** A fault of one call that a function makes. */
export type CallEffect =
  /** The function's process ends: it does not make further calls. */
  | { readonly kind: 'crash'; readonly moment: 'before' | 'after' }
  | { readonly kind: 'error'; readonly error: string; readonly status: number }
  /** The effect is there, its response is lost, and the SDK sends the request again. */
  | { readonly kind: 'sentTwice' }
  /** The headers of the response are complete, the body is not. */
  | { readonly kind: 'body'; readonly fault: BodyFault };

/** A fault of a body while a function reads it. */
export type BodyFault = 'breaks' | 'ends early' | 'stalls';

/** A fault of a notice of Textract. */
export type NoticeEffect = 'lost' | 'twice' | 'beforeToken' | 'afterTheEnd';

/** A fault of a reminder of a review; a late one is sent at the end, though its schedule was deleted. */
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

/** Decides which faults strike. Called for every attempt; undefined means no fault. */
export interface FaultPlan {
  atTask(occasion: TaskOccasion): TaskEffect | undefined;
  atCall(occasion: CallOccasion): CallEffect | undefined;
  atNotice(documentId: string): NoticeEffect | undefined;
  atReminder(documentId: string): ReminderEffect | undefined;
  /** Whether the notice of a review is lost. */
  losesReviewNotice(documentId: string): boolean;
  /** How often the event of an execution's bad end is delivered: at least once. */
  deliveriesOfFailure(documentId: string): number;
  /** Whether the object's event is delivered once more just when this Task is called. */
  repeatsEvent(occasion: TaskOccasion): boolean;
  /** Whether the stop of a batch does not reach the execution of a document. */
  losesStop(documentId: string): boolean;
}

/** A plan without faults. */
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

/** Combines plans: uses the first one that returns a fault. */
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

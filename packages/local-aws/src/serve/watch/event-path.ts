import { attemptError, type ErrorDetails, type HistoryEvent } from '@document-pipelines/asl/interpreter';

/** An attempt after a failed one. */
export interface Retry extends ErrorDetails {
  readonly stateName: string;
}

/** Where an event is: in which state, in an iteration of a Map or not, and after which failure. */
interface Step {
  readonly stateName: string;
  readonly isIteration: boolean;
  readonly failure?: ErrorDetails;
  /** Several branches or iterations begin here. */
  readonly isFork: boolean;
}

const attempts = /^(Task|LambdaFunction|Activity)Scheduled$|^(Parallel|Map)StateStarted$/;

/** Finds the retries in the events of one execution. Guards that only steps are kept that another event may follow. */
export class EventPath {
  private readonly steps = new Map<number, Step>();

  /** Returns the retry that this event begins, unless it is in an iteration of a Map. */
  add(event: HistoryEvent): Retry | undefined {
    const { id, previousEventId, type } = event;
    const before = this.steps.get(previousEventId);
    if (before?.isFork !== true) this.steps.delete(previousEventId);
    const failure = failureOf(event);
    const step: Step = {
      stateName: event.stateEnteredEventDetails?.name ?? before?.stateName ?? '',
      isIteration:
        type === 'MapIterationStarted' || (before?.isIteration === true && !/^MapState(Succ|Fail)/.test(type)),
      ...(failure === undefined ? {} : { failure }),
      isFork: type === 'ParallelStateStarted' || type === 'MapStateStarted',
    };
    this.steps.set(id, step);
    if (before?.failure === undefined || step.isIteration || !attempts.test(type)) return undefined;
    const { error, cause } = before.failure;
    return {
      stateName: step.stateName,
      ...(error === undefined ? {} : { error }),
      ...(cause === undefined ? {} : { cause }),
    };
  }
}

/** Returns the error of an attempt that failed; without details it is that of a Parallel or a Map. */
function failureOf(event: HistoryEvent): ErrorDetails | undefined {
  if (/^(Parallel|Map)StateFailed$/.test(event.type)) return {};
  return attemptError(event);
}

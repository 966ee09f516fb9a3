import type { ErrorDetails, HistoryEventDetails } from '../history-event';

/** Returns the error of a call, an activity or an expression that failed; undefined for any other event. */
export function attemptError(event: HistoryEventDetails): ErrorDetails | undefined {
  return (
    event.taskFailedEventDetails ??
    event.taskTimedOutEventDetails ??
    event.taskStartFailedEventDetails ??
    event.taskSubmitFailedEventDetails ??
    event.lambdaFunctionFailedEventDetails ??
    event.lambdaFunctionTimedOutEventDetails ??
    event.activityFailedEventDetails ??
    event.activityTimedOutEventDetails ??
    event.evaluationFailedEventDetails
  );
}

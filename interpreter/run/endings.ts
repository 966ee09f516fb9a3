/** The last event of an execution that did not succeed, by its status. */
export const endings = {
  FAILED: { type: 'ExecutionFailed', details: 'executionFailedEventDetails' },
  TIMED_OUT: { type: 'ExecutionTimedOut', details: 'executionTimedOutEventDetails' },
  ABORTED: { type: 'ExecutionAborted', details: 'executionAbortedEventDetails' },
} as const;

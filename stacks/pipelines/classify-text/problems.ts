/** The response to a caller without an answer: a status, a name for programs, a sentence for people. */
export interface Problem {
  readonly statusCode: number;
  readonly error: string;
  /** Used in a template and in JSON as it is: no quotes, backslashes, `$` or `#`. */
  readonly message: string;
}

/**
 * The response for each error that the machine names in a Fail (definitions/classify-text.asl.yaml). Its Cause is never
 * passed on: it holds AWS's messages, and those name accounts and resources.
 */
export const problemsByError: Readonly<Record<string, Problem>> = {
  TextMissing: { statusCode: 400, error: 'TextMissing', message: 'text must be given and must not be blank' },
  TextTooLong: { statusCode: 413, error: 'TextTooLong', message: 'text is longer than this API takes' },
  TextBlocked: {
    statusCode: 422,
    error: 'TextBlocked',
    message: 'a guardrail of this API does not let this text pass',
  },
  ModelThrottled: {
    statusCode: 503,
    error: 'ModelThrottled',
    message: 'the model has more to do than it may; try again in some seconds',
  },
  ModelUnavailable: {
    statusCode: 503,
    error: 'ModelUnavailable',
    message: 'the model does not answer; try again in some seconds',
  },
  UnusableAnswer: {
    statusCode: 502,
    error: 'UnusableAnswer',
    message: 'the model twice gave an answer that cannot be used; the same text may fail again',
  },
  ClassificationFailed: {
    statusCode: 500,
    error: 'ClassificationFailed',
    message: 'the text could not be classified; the operators of this API can find out why by the request id',
  },
};

/** The machine reached its timeout of 25 seconds. */
export const timedOut: Problem = {
  statusCode: 504,
  error: 'TimedOut',
  message: 'the text could not be classified in time; try again, or send less text',
};

/** Any other error of a machine: States.Runtime, an unexpected one. */
export const unknownProblem: Problem = problemsByError['ClassificationFailed'] as Problem;

/** Step Functions itself accepted no more executions. */
export const busy: Problem = {
  statusCode: 503,
  error: 'Busy',
  message: 'more texts are being classified than may be; try again in some seconds',
};

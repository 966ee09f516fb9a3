/**
 * An event as GetExecutionHistory returns it, except that `timestamp` is in milliseconds since 1970. `input`, `output`
 * and `parameters` are JSON texts, as on AWS.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html
 */
export interface HistoryEvent extends HistoryEventDetails {
  /** From 1, without gaps. */
  readonly id: number;
  /** The event that led to this one in the same branch; 0 for the first events. */
  readonly previousEventId: number;
  readonly timestamp: number;
  /** `TaskStateEntered`, `TaskScheduled` … */
  readonly type: string;
}

/** The details of an event, under the key of its type. */
export interface HistoryEventDetails {
  readonly executionStartedEventDetails?: InputDetails & { readonly roleArn: string };
  readonly executionSucceededEventDetails?: OutputDetails;
  readonly executionFailedEventDetails?: ErrorDetails;
  readonly executionTimedOutEventDetails?: ErrorDetails;
  readonly executionAbortedEventDetails?: ErrorDetails;
  readonly stateEnteredEventDetails?: InputDetails & { readonly name: string };
  readonly stateExitedEventDetails?: OutputDetails & {
    readonly name: string;
    /** Each value is a JSON text. */
    readonly assignedVariables?: Readonly<Record<string, string>>;
    readonly assignedVariablesDetails?: Truncated;
  };
  readonly evaluationFailedEventDetails?: ErrorDetails & { readonly location?: string; readonly state: string };
  readonly taskScheduledEventDetails?: ResourceDetails & {
    readonly region: string;
    readonly parameters: string;
    readonly timeoutInSeconds?: number;
    readonly heartbeatInSeconds?: number;
    readonly taskCredentials?: { readonly roleArn?: string };
  };
  readonly taskStartedEventDetails?: ResourceDetails;
  readonly taskStartFailedEventDetails?: ResourceDetails & ErrorDetails;
  readonly taskSubmittedEventDetails?: ResourceDetails & OutputDetails;
  readonly taskSubmitFailedEventDetails?: ResourceDetails & ErrorDetails;
  readonly taskSucceededEventDetails?: ResourceDetails & OutputDetails;
  readonly taskFailedEventDetails?: ResourceDetails & ErrorDetails;
  readonly taskTimedOutEventDetails?: ResourceDetails & ErrorDetails;
  readonly lambdaFunctionScheduledEventDetails?: LambdaScheduledDetails;
  readonly lambdaFunctionSucceededEventDetails?: OutputDetails;
  readonly lambdaFunctionFailedEventDetails?: ErrorDetails;
  readonly lambdaFunctionTimedOutEventDetails?: ErrorDetails;
  readonly activityScheduledEventDetails?: LambdaScheduledDetails & { readonly heartbeatInSeconds?: number };
  readonly activityStartedEventDetails?: { readonly workerName?: string };
  readonly activitySucceededEventDetails?: OutputDetails;
  readonly activityFailedEventDetails?: ErrorDetails;
  readonly activityTimedOutEventDetails?: ErrorDetails;
  readonly mapStateStartedEventDetails?: { readonly length: number };
  readonly mapIterationStartedEventDetails?: IterationDetails;
  readonly mapIterationSucceededEventDetails?: IterationDetails;
  readonly mapIterationFailedEventDetails?: IterationDetails;
  readonly mapIterationAbortedEventDetails?: IterationDetails;
  readonly mapRunStartedEventDetails?: { readonly mapRunArn: string };
  readonly mapRunFailedEventDetails?: ErrorDetails;
  readonly mapRunRedrivenEventDetails?: { readonly mapRunArn: string; readonly redriveCount: number };
  readonly executionRedrivenEventDetails?: { readonly redriveCount: number };
}

/** Whether AWS cut the text; always false here. */
export interface Truncated {
  readonly truncated: boolean;
}

/** The input. */
export interface InputDetails {
  readonly input: string;
  readonly inputDetails: Truncated;
}

/** The output. */
export interface OutputDetails {
  readonly output: string;
  readonly outputDetails: Truncated;
}

/** The error. */
export interface ErrorDetails {
  readonly error?: string;
  readonly cause?: string;
}

/** Which service integration: `invoke` of `lambda`, `sendMessage.waitForTaskToken` of `sqs` … */
export interface ResourceDetails {
  readonly resource: string;
  readonly resourceType: string;
}

/** Which iteration of which Map state. */
export interface IterationDetails {
  readonly name: string;
  readonly index: number;
}

type LambdaScheduledDetails = InputDetails & { readonly resource: string; readonly timeoutInSeconds?: number };

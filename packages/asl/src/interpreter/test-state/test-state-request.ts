/**
 * The parameters of TestState: definition, input, context, variables and a mock's result are JSON texts.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html
 */
export interface TestStateRequest {
  /** A state, or a whole state machine together with `stateName`. */
  readonly definition: string;
  readonly stateName?: string;
  readonly roleArn?: string;
  readonly input?: string;
  readonly variables?: string;
  readonly context?: string;
  /** Default INFO, which does not inspect. */
  readonly inspectionLevel?: 'INFO' | 'DEBUG' | 'TRACE';
  readonly revealSecrets?: boolean;
  readonly mock?: StateMock;
  readonly stateConfiguration?: TestedStateConfiguration;
}

/** Replaces a call, branches or iterations. */
export interface StateMock {
  readonly result?: string;
  readonly errorOutput?: { readonly error?: string; readonly cause?: string };
  /** How a Task's result is checked against the API's shape: STRICT (default), PRESENT (existing members), NONE. */
  readonly fieldValidationMode?: 'STRICT' | 'PRESENT' | 'NONE';
}

/** The state's position in an assumed execution. */
export interface TestedStateConfiguration {
  /** How often the retrier that matches has been used. */
  readonly retrierRetryCount?: number;
  /** The state inside a Map or Parallel that is assumed to have failed. */
  readonly errorCausedByState?: string;
  readonly mapIterationFailureCount?: number;
  /** What an ItemReader is assumed to have read. */
  readonly mapItemReaderData?: string;
}

/** The response of TestState. */
export interface TestStateResponse {
  readonly status: 'SUCCEEDED' | 'FAILED' | 'RETRIABLE' | 'CAUGHT_ERROR';
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
  readonly nextState?: string;
  readonly inspectionData?: InspectionData;
}

/** The data of a state step by step, as JSON texts; the numbers of a Map. */
export type InspectionData = { readonly [step in InspectedText]?: string } & {
  readonly maxConcurrency?: number;
  readonly toleratedFailureCount?: number;
  readonly toleratedFailurePercentage?: number;
  readonly errorDetails?: {
    readonly catchIndex?: number;
    readonly retryIndex?: number;
    readonly retryBackoffIntervalSeconds?: number;
  };
};

/** The steps whose data are JSON texts. */
export type InspectedText =
  | 'input'
  | 'afterInputPath'
  | 'afterParameters'
  | 'afterArguments'
  | 'result'
  | 'afterResultSelector'
  | 'afterResultPath'
  | 'afterItemsPath'
  | 'afterItemsPointer'
  | 'afterItemSelector'
  | 'afterItemBatcher'
  | 'variables';

/** What TestState rejects; the names are those of the API's errors. */
export class TestStateError extends Error {
  override readonly name: 'ValidationException' | 'InvalidDefinition' | 'InvalidExecutionInput' | 'InvalidArn';

  constructor(name: TestStateError['name'], message: string) {
    super(message);
    this.name = name;
  }
}

import type { Caller, Services, Shape } from '../services';

/** What an integration has to work with: the services, and as whom it calls them. */
export interface ServiceCall {
  readonly services: Services;
  readonly caller: Caller;
  readonly requestId: () => string;
  /** Aborted when the state no longer waits for its Task. */
  readonly gone?: AbortSignal;
}

/** What Step Functions adds to the answers of its optimized integrations. */
export function sdkMetadata(requestId: string): Shape {
  return {
    SdkHttpMetadata: {
      AllHttpHeaders: { 'x-amzn-RequestId': [requestId] },
      HttpHeaders: { 'x-amzn-RequestId': requestId },
      HttpStatusCode: 200,
    },
    SdkResponseMetadata: { RequestId: requestId },
  };
}

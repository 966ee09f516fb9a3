import type { Caller, Services, Shape } from '../services';

/** What an integration uses: the services, and the role that it calls them with. */
export interface ServiceCall {
  readonly services: Services;
  readonly caller: Caller;
  readonly requestId: () => string;
  /** Aborted when the state no longer waits for its Task. */
  readonly gone?: AbortSignal;
}

/** What Step Functions adds to the outputs of its optimized integrations. */
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

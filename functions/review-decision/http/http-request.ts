/** The members of a request of an API Gateway HTTP API, payload format 2.0, that are used here. */
export interface HttpRequest {
  readonly version: '2.0';
  readonly routeKey: string;
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
  readonly pathParameters?: Readonly<Record<string, string>>;
  readonly requestContext: {
    readonly http: { readonly method: string };
    readonly authorizer?: {
      readonly iam?: { readonly userArn: string };
      readonly jwt?: { readonly claims: Readonly<Record<string, string>> };
    };
  };
}

/** The response of API Gateway. */
export interface HttpResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Whether an event is a request of the API. Callers of the API choose its body and headers, never these members; those
 * who may invoke the function itself can name any reviewer.
 */
export function isHttpRequest(event: unknown): event is HttpRequest {
  if (typeof event !== 'object' || event === null) return false;
  const { version, requestContext } = event as Partial<HttpRequest>;
  return version === '2.0' && requestContext?.http !== undefined;
}

/** Returns a response in JSON that must not be cached. */
export function jsonResponse(statusCode: number, body: object): HttpResponse {
  return {
    statusCode,
    headers: {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
    body: JSON.stringify(body),
  };
}

/** A request of an API Gateway HTTP API, payload format 2.0, as far as it is read here. */
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

/** What API Gateway answers with. */
export interface HttpResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Whether an event is a request of the API. Callers of the API choose its body and headers, never these members; whoever may invoke
 * the function itself names the reviewer anyway.
 */
export function isHttpRequest(event: unknown): event is HttpRequest {
  if (typeof event !== 'object' || event === null) return false;
  const { version, requestContext } = event as Partial<HttpRequest>;
  return version === '2.0' && requestContext?.http !== undefined;
}

/** An answer in JSON that nobody on the way keeps. */
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

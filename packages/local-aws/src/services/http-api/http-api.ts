/** The integration of a route: a function. */
export interface HttpIntegration {
  readonly id: string;
  readonly functionArn: string;
  readonly timeoutMilliseconds: number;
}

/** Issuer and audience of the tokens that a route accepts. */
export interface JwtAuthorizer {
  readonly id: string;
  readonly issuer: string;
  readonly audience: readonly string[];
}

/** Who may call a route. */
export type Authorization =
  | { readonly kind: 'NONE' }
  | { readonly kind: 'AWS_IAM' }
  | { readonly kind: 'JWT'; readonly authorizerId: string; readonly scopes: readonly string[] };

/** A route: `GET /orders/{orderId}`. */
export interface HttpRoute {
  readonly routeKey: string;
  readonly method: string;
  /** Parts of the path; a parameter in braces. */
  readonly parts: readonly string[];
  readonly integrationId: string;
  readonly authorization: Authorization;
}

/** Requests a second for long, and at once. */
export interface HttpThrottle {
  readonly rateLimit: number;
  readonly burstLimit: number;
}

/** An HTTP API, complete or in the making. */
export interface HttpApi {
  readonly apiId: string;
  readonly name: string;
  readonly integrations: readonly HttpIntegration[];
  readonly authorizers: readonly JwtAuthorizer[];
  readonly routes: readonly HttpRoute[];
  /** Absent until it has a stage: before, it cannot be called. */
  readonly stage?: { readonly throttle?: HttpThrottle };
}

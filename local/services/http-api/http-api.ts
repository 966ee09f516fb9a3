/** What answers a route: a function. */
export interface HttpIntegration {
  readonly id: string;
  readonly functionArn: string;
  readonly timeoutMilliseconds: number;
}

/** Who issues the tokens that a route takes, and for whom. */
export interface JwtAuthorizer {
  readonly id: string;
  readonly issuer: string;
  readonly audience: readonly string[];
}

/** Whom a route lets in. */
export type Authorization =
  | { readonly kind: 'NONE' }
  | { readonly kind: 'AWS_IAM' }
  | { readonly kind: 'JWT'; readonly authorizerId: string; readonly scopes: readonly string[] };

/** A route: `GET /reviews/{reviewId}`. */
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
  /** Absent until its stage is there: nobody reaches it before. */
  readonly stage?: { readonly throttle?: HttpThrottle };
}

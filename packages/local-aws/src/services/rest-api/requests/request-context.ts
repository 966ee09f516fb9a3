import { randomBytes, randomUUID } from 'node:crypto';
import type { WebRequest } from '../../../endpoint';
import type { RestApiEndpoint } from '../control-operations';

/** A request in progress: its route, and what is known of it. */
export interface RoutedRequest {
  readonly apiId: string;
  readonly stageName: string;
  /** The resource's path, `/classify`. */
  readonly path: string;
}

/** `$context` of a request, growing on its way: its identity, its error, its status. */
export type RequestContext = Readonly<Record<string, unknown>> & { readonly extendedRequestId: string };

/** `/<api>/<stage>/<path>` of a request. */
export function routeOf({ path }: WebRequest): RoutedRequest {
  const [, apiId = '', stageName = '', ...rest] = path.split('/');
  return { apiId, stageName, path: `/${rest.join('/')}` };
}

/** Returns what is known of a request when it arrives. The client is this computer. */
export function requestContext(
  request: WebRequest,
  { apiId, stageName, path }: RoutedRequest,
  { account }: RestApiEndpoint,
  now: number,
): RequestContext {
  return {
    accountId: account,
    apiId,
    // AWS's own looks like it.
    extendedRequestId: `${randomBytes(11).toString('base64')}`,
    httpMethod: request.method,
    path: `/${stageName}${path}`,
    protocol: 'HTTP/1.1',
    requestId: randomUUID(),
    requestTimeEpoch: now,
    resourcePath: path,
    stage: stageName,
    identity: {
      sourceIp: '127.0.0.1',
      userAgent: request.headers['user-agent'],
      userArn: userArnOf(request, account),
      apiKey: request.headers['x-api-key'],
    },
  };
}

function userArnOf({ signer }: WebRequest, account: string): string | undefined {
  if (signer === undefined) return undefined;
  return signer.caller.kind === 'role' ? signer.caller.roleArn : `arn:aws:iam::${account}:user/operator`;
}

import type { WebRequest } from '../../endpoint';
import type { LocalAccount } from '../../local-account';
import type { HttpApi } from './http-api';
import type { MatchedRoute } from './match-route';

/** What a function's event is created from. */
export interface FunctionCall {
  readonly api: HttpApi;
  readonly matched: MatchedRoute;
  readonly request: WebRequest;
  readonly localAccount: LocalAccount;
  readonly requestId: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The result of the authoriser. */
  readonly authorizer?: object;
}

/** Payload format 2.0: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
export function functionEvent(call: FunctionCall): object {
  const { matched, request } = call;
  const query = Object.fromEntries(
    [...request.query.keys()].map((name) => [name, request.query.getAll(name).join(',')]),
  );
  const isText = /^(text\/|application\/(json|javascript|xml))/.test(request.headers['content-type'] ?? '');
  const body = request.body.toString(isText ? 'utf8' : 'base64');
  return {
    version: '2.0',
    routeKey: matched.route.routeKey,
    rawPath: request.path,
    rawQueryString: request.query.toString(),
    headers: request.headers,
    ...(Object.keys(query).length > 0 && { queryStringParameters: query }),
    requestContext: requestContext(call),
    ...(Object.keys(matched.pathParameters).length > 0 && { pathParameters: matched.pathParameters }),
    ...(request.body.byteLength > 0 && { body }),
    isBase64Encoded: request.body.byteLength > 0 && !isText,
  };
}

function requestContext({ api, matched, request, localAccount, requestId, now, authorizer }: FunctionCall): object {
  const host = request.headers['host'] ?? '127.0.0.1';
  return {
    accountId: localAccount.account,
    apiId: api.apiId,
    ...(authorizer !== undefined && { authorizer }),
    domainName: host,
    domainPrefix: host.split('.')[0],
    http: {
      method: request.method,
      path: request.path,
      protocol: 'HTTP/1.1',
      sourceIp: '127.0.0.1',
      userAgent: request.headers['user-agent'] ?? '',
    },
    requestId,
    routeKey: matched.route.routeKey,
    stage: '$default',
    time: new Date(now).toUTCString(),
    timeEpoch: now,
  };
}

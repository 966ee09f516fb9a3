import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { cutText } from '@document-pipelines/asl/terminal';
import type { WebRequest, WebResponse } from '../../endpoint';
import type { LocalAccount } from '../../local-account';
import type { Policies } from '../../policies';
import type { EmbeddedService, Operation, Services, Shape } from '../service';
import { TokenBucket } from '../token-bucket';
import { authoriseRequest } from './authorise-request';
import { functionAnswer, gatewayAnswer } from './function-answer';
import { functionEvent } from './function-event';
import type { HttpApi, HttpIntegration } from './http-api';
import { HttpApis } from './http-apis';
import { type MatchedRoute, matchRoute } from './match-route';

/** Where HTTP APIs are reached below the endpoint: `<prefix>/<api id>/<path>`. */
export const httpApiPrefix = '/_http-api';

/** Options of HTTP APIs. */
export interface HttpApiOptions {
  readonly localAccount: LocalAccount;
  readonly policies: Pick<Policies, 'authorise'>;
  readonly services: Pick<Services, 'call'>;
  readonly clock: { now(): number };
  readonly endpointUrl: string;
  /** The operator, used as the caller of requests that are not signed by a role. */
  readonly userName: string;
  /** Called with why a request was rejected, or with its function's error. */
  readonly onTrouble?: (message: string) => void;
}

/** API Gateway's HTTP APIs: the operations that create them, and their responses. */
export interface HttpApiService {
  readonly service: EmbeddedService;
  answer(request: WebRequest): Promise<WebResponse>;
}

/**
 * Creates API Gateway's HTTP APIs with routes, IAM or JWT authorisation, throttling and functions (payload 2.0).
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api.html
 */
export function createHttpApi(options: HttpApiOptions): HttpApiService {
  const apis = new HttpApis(`${options.endpointUrl}${httpApiPrefix}`);
  const buckets = new Map<string, TokenBucket>();
  const operation = (action: string, run: (input: Shape) => Shape): Operation => ({
    permissions: () => [{ action: `apigateway:${action}`, resource: '*' }],
    run: async (input) => run(input),
  });
  const service: EmbeddedService = {
    name: 'apigatewayv2',
    operations: {
      CreateApi: operation('POST', (input) => apis.createApi(input)),
      CreateIntegration: operation('POST', (input) => apis.createIntegration(input)),
      CreateAuthorizer: operation('POST', (input) => apis.createAuthorizer(input)),
      CreateRoute: operation('POST', (input) => apis.createRoute(input)),
      CreateStage: operation('POST', (input) => apis.createStage(input)),
    },
  };
  return { service, answer: (request) => answerRequest(request, { ...options, apis, buckets }) };
}

interface Answering extends HttpApiOptions {
  readonly apis: HttpApis;
  readonly buckets: Map<string, TokenBucket>;
}

async function answerRequest(whole: WebRequest, answering: Answering): Promise<WebResponse> {
  const { apis, clock, onTrouble } = answering;
  const [, apiId = '', path = ''] = /^\/([^/]+)(\/.*)?$/.exec(whole.path) ?? [];
  const api = apis.find(apiId);
  const request = { ...whole, path };
  const matched = api?.stage === undefined ? undefined : matchRoute(api, request.method, path);
  if (api === undefined || matched === undefined) return gatewayAnswer(404, 'Not Found');
  if (!isLetThrough(api, answering)) return gatewayAnswer(429, 'Too Many Requests');
  const authorised = authoriseRequest(api, matched, request, { ...answering, now: clock.now() });
  if (authorised.kind === 'out') {
    onTrouble?.(`${api.name}: ${request.method} ${path} was answered ${authorised.statusCode}: ${authorised.why}`);
    return gatewayAnswer(authorised.statusCode, authorised.message);
  }
  const { authorizer } = authorised;
  const call = { api, matched, request, ...(authorizer !== undefined && { authorizer }) };
  return callFunction(call, answering);
}

function isLetThrough({ apiId, stage }: HttpApi, { buckets, clock }: Answering): boolean {
  if (stage?.throttle === undefined) return true;
  const bucket = buckets.get(apiId) ?? new TokenBucket(stage.throttle, clock.now());
  buckets.set(apiId, bucket);
  return bucket.take(clock.now());
}

interface LetIn {
  readonly api: HttpApi;
  readonly matched: MatchedRoute;
  readonly request: WebRequest;
  readonly authorizer?: object;
}

async function callFunction(
  letIn: LetIn,
  { localAccount, services, clock, onTrouble }: Answering,
): Promise<WebResponse> {
  const { api, matched } = letIn;
  const integration = api.integrations.find(({ id }) => id === matched.route.integrationId);
  if (integration === undefined) return gatewayAnswer(500, 'Internal Server Error');
  const event = functionEvent({ ...letIn, localAccount, requestId: randomUUID(), now: clock.now() });
  const { partition, region, account } = localAccount;
  const { method, parts } = matched.route;
  const sourceArn = `arn:${partition}:execute-api:${region}:${account}:${api.apiId}/$default/${method}/${parts.join('/')}`;
  const input = { FunctionName: integration.functionArn, Payload: Buffer.from(JSON.stringify(event)) };
  const invoked = services.call('lambda', 'Invoke', input, {
    kind: 'service',
    service: 'apigateway.amazonaws.com',
    sourceArn,
  });
  try {
    const output = await inTime(invoked, integration);
    if (output === undefined) return gatewayAnswer(503, 'Service Unavailable');
    const payload = Buffer.from(output['Payload'] as Uint8Array).toString('utf8');
    if (output['FunctionError'] === undefined) return functionAnswer(payload);
    onTrouble?.(`${api.name}: ${matched.route.routeKey}: ${cutText(payload, 500)}`);
  } catch (error) {
    onTrouble?.(`${api.name}: ${matched.route.routeKey}: ${error instanceof Error ? error.message : String(error)}`);
  }
  return gatewayAnswer(500, 'Internal Server Error');
}

/** Returns undefined if the function takes longer than the integration waits. */
async function inTime(invoked: Promise<Shape>, { timeoutMilliseconds }: HttpIntegration): Promise<Shape | undefined> {
  const answered = new AbortController();
  const late = delay(timeoutMilliseconds, undefined, { signal: answered.signal }).catch(() => undefined);
  try {
    return await Promise.race([invoked, late]);
  } finally {
    answered.abort();
    invoked.catch(() => undefined);
  }
}

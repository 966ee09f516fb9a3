import { memberOf } from '@document-pipelines/asl/definition';
import { millisecondsBetween } from '@document-pipelines/asl/interpreter';
import type { WebRequest, WebResponse } from '../../../endpoint';
import { renderTemplate, type TemplateVariables } from '../mapping/render-template';
import type { ApiContent, Method, Stage } from '../rest-api';
import { type Admitting, contentTypeOf, type MethodRequest, refusalOf } from './admit';
import { type GatewayProblem, gatewayResponse } from './gateway-responses';
import { type Integrating, integrate, selectResponse } from './integrate';
import { type RequestContext, type RoutedRequest, requestContext, routeOf } from './request-context';

/** Dependencies of request handling. */
export interface RestApiDependencies extends Omit<Admitting, 'policies'>, Omit<Integrating, 'policies'> {
  readonly policies: Admitting['policies'] & Integrating['policies'];
  /** Called after the response to each request of a stage that has an access log. */
  readonly log: (stage: Stage, context: Readonly<Record<string, unknown>>) => void;
  /** Called with the reason of a response 500. */
  readonly onTrouble: (message: string) => void;
}

/** Handles a request as API Gateway does: admission, mapping, integration, mapping back. */
export async function answerRestApiRequest(request: WebRequest, answering: RestApiDependencies): Promise<WebResponse> {
  const beganAt = answering.now();
  const route = routeOf(request);
  const context = requestContext(request, route, answering.endpoint, beganAt);
  const stage = memberOf(answering.apis.find(route.apiId)?.stages, route.stageName);
  const { response, more } = await respond({ request, route, context, stage }, answering);
  const key = answering.apis.keyByValue(request.headers['x-api-key'] ?? '');
  const logged = {
    ...context,
    ...more,
    identity: { ...(context['identity'] as object), apiKeyId: key?.id },
    status: response.statusCode,
    responseLatency: millisecondsBetween(beganAt, answering.now()),
    responseLength: Buffer.byteLength(response.body),
  };
  if (stage !== undefined) answering.log(stage, logged);
  const ids = { 'x-amzn-requestid': String(context['requestId']), 'x-amz-apigw-id': context.extendedRequestId };
  return { ...response, headers: { ...ids, ...response.headers } };
}

interface Arrival {
  readonly request: WebRequest;
  readonly route: RoutedRequest;
  readonly context: RequestContext;
  readonly stage: Stage | undefined;
}

/** A response, with values for its log line. */
interface Responded {
  readonly response: WebResponse;
  readonly more: Readonly<Record<string, unknown>>;
}

async function respond(
  { request, route, context, stage }: Arrival,
  answering: RestApiDependencies,
): Promise<Responded> {
  const content = stage && memberOf(answering.apis.find(route.apiId)?.deployments, stage.deploymentId);
  const refuse = (problem: GatewayProblem): Responded => ({
    response: gatewayResponse(problem, content ?? { gatewayResponses: {} }, context),
    more: { error: { responseType: problem.type } },
  });
  const method = content && methodOf(content, route, request.method);
  // A path that does not exist returns the same response as a request without a signature.
  if (stage === undefined || content === undefined || method === undefined)
    return refuse({ type: 'MISSING_AUTHENTICATION_TOKEN' });
  const at = { request, route, stage, content, method };
  try {
    const refusal = refusalOf(at, answering);
    return refusal === undefined ? await callIntegration(at, context, { answering, refuse }) : refuse(refusal);
  } catch (error) {
    answering.onTrouble(`${request.method} ${route.path}: ${error instanceof Error ? error.message : String(error)}`);
    return refuse({ type: 'API_CONFIGURATION_ERROR' });
  }
}

async function callIntegration(
  { request, stage, method }: MethodRequest,
  context: RequestContext,
  {
    answering,
    refuse,
  }: { readonly answering: RestApiDependencies; readonly refuse: (problem: GatewayProblem) => Responded },
): Promise<Responded> {
  const { integration, responses } = method;
  const template = memberOf(integration?.requestTemplates, contentTypeOf(request));
  if (integration === undefined || template === undefined) return refuse({ type: 'API_CONFIGURATION_ERROR' });
  const variables = variablesOf(request, stage, context);
  const beganAt = answering.now();
  const answer = await integrate(integration, renderTemplate(template, variables).text, answering);
  if (typeof answer === 'string') return refuse({ type: answer });
  const latency = millisecondsBetween(beganAt, answering.now());
  const selected = selectResponse(responses, answer);
  const mapping = selected?.responseTemplates['application/json'];
  if (selected === undefined || mapping === undefined) return refuse({ type: 'API_CONFIGURATION_ERROR' });
  const { text, statusCode, headers } = renderTemplate(mapping, { ...variables, body: answer.body });
  return {
    response: {
      statusCode: statusCode ?? Number(selected.statusCode),
      headers: { 'content-type': 'application/json', ...headers },
      body: text,
    },
    more: { integration: { status: answer.statusCode, latency } },
  };
}

function variablesOf(request: WebRequest, stage: Stage, context: RequestContext): TemplateVariables {
  return {
    body: request.body.toString('utf8'),
    params: { ...request.headers, ...Object.fromEntries(request.query) },
    context,
    stageVariables: stage.variables,
  };
}

function methodOf({ methods }: ApiContent, { path }: RoutedRequest, httpMethod: string): Method | undefined {
  return Object.values(methods).find((method) => method.path === path && method.httpMethod === httpMethod);
}

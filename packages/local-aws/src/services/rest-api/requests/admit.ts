import { memberOf } from '@document-pipelines/asl/definition';
import type { WebRequest } from '../../../endpoint';
import type { Policies } from '../../../policies';
import type { RestApiEndpoint } from '../control-operations';
import type { ApiContent, Method, Stage } from '../rest-api';
import type { RestApis } from '../rest-apis';
import type { GatewayProblem } from './gateway-responses';
import type { Limits } from './limits';
import type { RoutedRequest } from './request-context';
import { bodyProblems } from './validate-body';

/** What decides on a request before its integration is called. */
export interface Admitting {
  readonly apis: RestApis;
  readonly policies: Pick<Policies, 'authorise'>;
  readonly limits: Limits;
  readonly endpoint: RestApiEndpoint;
  readonly now: () => number;
}

/** A request at a method of a stage. */
export interface MethodRequest {
  readonly request: WebRequest;
  readonly route: RoutedRequest;
  readonly stage: Stage;
  readonly content: ApiContent;
  readonly method: Method;
}

/** AWS's bound for a body. */
const maximumBodyBytes = 10 * 1024 * 1024;

/**
 * Returns why a request is rejected: signature and policies, key, limits, size, type, schema, in this order; undefined if it is
 * accepted.
 */
export function refusalOf(at: MethodRequest, admitting: Admitting): GatewayProblem | undefined {
  return (
    refusalByIam(at, admitting) ??
    refusalByUsage(at, admitting) ??
    (at.request.body.byteLength > maximumBodyBytes ? { type: 'REQUEST_TOO_LARGE' } : undefined) ??
    refusalByBody(at)
  );
}

/** The content type without its parameters; API Gateway treats a body without one as JSON. */
export function contentTypeOf({ headers }: WebRequest): string {
  const [type = ''] = (headers['content-type'] ?? 'application/json').split(';');
  return type.trim().toLowerCase();
}

function refusalByIam(at: MethodRequest, { policies, endpoint }: Admitting): GatewayProblem | undefined {
  const { request, route, method } = at;
  if (method.authorization === 'NONE') return undefined;
  const { signer } = request;
  if (signer === undefined) return { type: 'MISSING_AUTHENTICATION_TOKEN' };
  if (signer.service !== 'execute-api')
    return {
      type: 'INVALID_SIGNATURE',
      message: "Credential should be scoped to correct service: 'execute-api'.",
    };
  const { partition, region, account } = endpoint;
  const resource = `arn:${partition}:execute-api:${region}:${account}:${route.apiId}/${route.stageName}/${method.httpMethod}${route.path}`;
  const decision = policies.authorise(signer.caller, { action: 'execute-api:Invoke', resource });
  if (decision.allowed) return undefined;
  const user = signer.caller.kind === 'role' ? signer.caller.roleArn : signer.caller.kind;
  const message = `User: ${user} is not authorized to perform: execute-api:Invoke on resource: ${resource} ${decision.reason}`;
  return { type: 'ACCESS_DENIED', message };
}

function refusalByUsage(at: MethodRequest, { apis, limits, now }: Admitting): GatewayProblem | undefined {
  const { request, route, stage, method } = at;
  const stageId = `${route.apiId}/${route.stageName}`;
  const key = apis.keyByValue(request.headers['x-api-key'] ?? '');
  const plan = key === undefined ? undefined : apis.planOf(key.id, stageId);
  if (method.apiKeyRequired && (key === undefined || plan === undefined)) return { type: 'INVALID_API_KEY' };
  const counted = {
    stage: stageId,
    method: `${method.httpMethod} ${route.path}`,
    ...(stage.throttle === undefined ? {} : { throttle: stage.throttle }),
    ...(key === undefined || plan === undefined ? {} : { client: { keyId: key.id, plan } }),
  };
  const type = limits.refusal(counted, now());
  return type === undefined ? undefined : { type };
}

/** Only a body whose type has a model is validated; one whose type has no template is rejected. */
function refusalByBody({ request, content, method }: MethodRequest): GatewayProblem | undefined {
  const type = contentTypeOf(request);
  if (memberOf(method.integration?.requestTemplates, type) === undefined) return { type: 'UNSUPPORTED_MEDIA_TYPE' };
  const model = memberOf(content.models, memberOf(method.requestModels, type) ?? '');
  const validates = memberOf(content.validators, method.requestValidatorId ?? '') === true;
  const problems = validates && model !== undefined ? bodyProblems(model, request.body.toString('utf8')) : undefined;
  return problems === undefined ? undefined : { type: 'BAD_REQUEST_BODY', validationErrors: problems };
}

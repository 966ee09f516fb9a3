import { createHash } from 'node:crypto';
import { optionalNumber, optionalShape, optionalText, requiredText } from '../input';
import { ServiceError, type Shape } from '../service';
import type { Authorization, HttpApi, HttpRoute, JwtAuthorizer } from './http-api';

/** The HTTP APIs of a stack, in memory: the stack is applied at every start. Operations of apigatewayv2 change them. */
export class HttpApis {
  private readonly byId = new Map<string, HttpApi>();

  /** `baseUrl` is what the API's id is put behind. */
  constructor(private readonly baseUrl: string) {}

  find(apiId: string): HttpApi | undefined {
    return this.byId.get(apiId);
  }

  /** CreateApi. The id follows from the name, so that links outlive a start. */
  createApi(input: Shape): Shape {
    const name = requiredText(input, 'Name');
    refuseUnless(requiredText(input, 'ProtocolType'), 'HTTP', 'ProtocolType');
    const apiId = digest(name).slice(0, 10);
    this.byId.set(apiId, { apiId, name, integrations: [], authorizers: [], routes: [] });
    return { ApiId: apiId, ApiEndpoint: `${this.baseUrl}/${apiId}` };
  }

  createIntegration(input: Shape): Shape {
    const api = this.apiOf(input);
    refuseUnless(requiredText(input, 'IntegrationType'), 'AWS_PROXY', 'IntegrationType');
    refuseUnless(optionalText(input, 'PayloadFormatVersion') ?? '1.0', '2.0', 'PayloadFormatVersion');
    const uri = requiredText(input, 'IntegrationUri');
    const [, functionArn = uri] = /:lambda:path\/2015-03-31\/functions\/(.+)\/invocations$/.exec(uri) ?? [];
    if (functionArn.split(':')[2] !== 'lambda') throw notModelled(`IntegrationUri ${uri}`, 'a function');
    const id = digest(uri).slice(0, 7);
    const timeoutMilliseconds = optionalNumber(input, 'TimeoutInMillis') ?? 30_000;
    this.byId.set(api.apiId, {
      ...api,
      integrations: [...api.integrations, { id, functionArn, timeoutMilliseconds }],
    });
    return { IntegrationId: id };
  }

  createAuthorizer(input: Shape): Shape {
    const api = this.apiOf(input);
    refuseUnless(requiredText(input, 'AuthorizerType'), 'JWT', 'AuthorizerType');
    refuseUnless(textsOf(input, 'IdentitySource').join(), '$request.header.Authorization', 'IdentitySource');
    const jwt = optionalShape(input, 'JwtConfiguration') ?? {};
    const authorizer: JwtAuthorizer = {
      id: digest(requiredText(input, 'Name')).slice(0, 6),
      issuer: requiredText(jwt, 'Issuer'),
      audience: textsOf(jwt, 'Audience'),
    };
    this.byId.set(api.apiId, { ...api, authorizers: [...api.authorizers, authorizer] });
    return { AuthorizerId: authorizer.id };
  }

  createRoute(input: Shape): Shape {
    const api = this.apiOf(input);
    const route = routeOf(input);
    if (!api.integrations.some(({ id }) => id === route.integrationId))
      throw new ServiceError('NotFoundException', `there is no integration ${route.integrationId}`, 404);
    const { authorization } = route;
    if (authorization.kind === 'JWT' && !api.authorizers.some(({ id }) => id === authorization.authorizerId))
      throw new ServiceError('NotFoundException', `there is no authorizer ${authorization.authorizerId}`, 404);
    this.byId.set(api.apiId, { ...api, routes: [...api.routes, route] });
    return { RouteId: digest(route.routeKey).slice(0, 7) };
  }

  createStage(input: Shape): Shape {
    const api = this.apiOf(input);
    refuseUnless(requiredText(input, 'StageName'), '$default', 'StageName');
    refuseUnless(String(input['AutoDeploy']), 'true', 'AutoDeploy');
    const settings = optionalShape(input, 'DefaultRouteSettings') ?? {};
    const [rateLimit, burstLimit] = [settings['ThrottlingRateLimit'], settings['ThrottlingBurstLimit']];
    const throttle = { rateLimit: Number(rateLimit), burstLimit: Number(burstLimit) };
    const isLimited = rateLimit !== undefined && burstLimit !== undefined;
    this.byId.set(api.apiId, { ...api, stage: isLimited ? { throttle } : {} });
    return { StageName: '$default', InvokeUrl: `${this.baseUrl}/${api.apiId}` };
  }

  private apiOf(input: Shape): HttpApi {
    const apiId = requiredText(input, 'ApiId');
    const api = this.byId.get(apiId);
    if (api === undefined)
      throw new ServiceError('NotFoundException', `Invalid API identifier specified ${apiId}`, 404);
    return api;
  }
}

function routeOf(input: Shape): HttpRoute {
  const routeKey = requiredText(input, 'RouteKey');
  const [, method = '', path = ''] = /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) (\/.*)$/.exec(routeKey) ?? [];
  const parts = path.split('/').slice(1);
  if (method === '' || parts.some((part) => !/^([A-Za-z0-9._~-]+|\{\w+\})$/.test(part)))
    throw notModelled(`RouteKey ${routeKey}`, 'a method with a path of words and {parameters}');
  const target = requiredText(input, 'Target');
  const [, integrationId] = /^integrations\/(.+)$/.exec(target) ?? [];
  if (integrationId === undefined) throw notModelled(`Target ${target}`, 'integrations/<id>');
  return { routeKey, method, parts, integrationId, authorization: authorizationOf(input) };
}

function authorizationOf(input: Shape): Authorization {
  const kind = optionalText(input, 'AuthorizationType') ?? 'NONE';
  if (kind === 'NONE' || kind === 'AWS_IAM') return { kind };
  if (kind !== 'JWT') throw notModelled(`AuthorizationType ${kind}`, 'NONE, AWS_IAM or JWT');
  return { kind, authorizerId: requiredText(input, 'AuthorizerId'), scopes: textsOf(input, 'AuthorizationScopes') };
}

function textsOf(input: Shape, name: string): readonly string[] {
  const value = input[name];
  return Array.isArray(value) ? value.map(String) : [];
}

function refuseUnless(value: string, only: string, member: string): void {
  if (value !== only) throw notModelled(`${member} ${value}`, only);
}

function notModelled(what: string, known: string): ServiceError {
  return new ServiceError('NotModelledError', `${what} of an HTTP API is not modelled: ${known} is`, 501);
}

function digest(text: string): string {
  return BigInt(`0x${createHash('sha256').update(text).digest('hex')}`).toString(36);
}

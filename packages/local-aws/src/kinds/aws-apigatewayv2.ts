import type { JsonObject } from '@document-pipelines/asl/definition';
import { block, checkArguments, operator, optionalTextOf, textOf } from './arguments';
import type { ResolvedResource, ResourceContext, ResourceType, ResourceTypes } from './resource-type';

type Attributes = Awaited<ReturnType<ResourceType>>;

async function create(
  { services }: ResourceContext,
  operation: string,
  input: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<string, unknown>>> {
  const given = Object.entries(input).filter(([, value]) => value !== undefined);
  return services.call('apigatewayv2', operation, Object.fromEntries(given), operator);
}

const api: ResourceType = async (resource, context) => {
  checkArguments(resource, ['name', 'protocol_type'], ['description', 'version']);
  const { localAccount } = context;
  const input = { Name: textOf(resource, 'name'), ProtocolType: textOf(resource, 'protocol_type') };
  const { ApiId, ApiEndpoint } = await create(context, 'CreateApi', input);
  const id = String(ApiId);
  return {
    id,
    api_endpoint: String(ApiEndpoint),
    arn: `arn:${localAccount.partition}:apigateway:${localAccount.region}::/apis/${id}`,
    execution_arn: `arn:${localAccount.partition}:execute-api:${localAccount.region}:${localAccount.account}:${id}`,
  };
};

const integration: ResourceType = async (resource, context): Promise<Attributes> => {
  checkArguments(resource, [
    'api_id',
    'integration_type',
    'integration_uri',
    'payload_format_version',
    'timeout_milliseconds',
  ]);
  const { IntegrationId } = await create(context, 'CreateIntegration', {
    ApiId: textOf(resource, 'api_id'),
    IntegrationType: textOf(resource, 'integration_type'),
    IntegrationUri: textOf(resource, 'integration_uri'),
    PayloadFormatVersion: optionalTextOf(resource.arguments, 'payload_format_version'),
    TimeoutInMillis: resource.arguments['timeout_milliseconds'],
  });
  return { id: String(IntegrationId) };
};

const authorizer: ResourceType = async (resource, context) => {
  checkArguments(resource, ['api_id', 'name', 'authorizer_type', 'identity_sources', 'jwt_configuration']);
  const { AuthorizerId } = await create(context, 'CreateAuthorizer', {
    ApiId: textOf(resource, 'api_id'),
    Name: textOf(resource, 'name'),
    AuthorizerType: textOf(resource, 'authorizer_type'),
    IdentitySource: resource.arguments['identity_sources'],
    JwtConfiguration: jwtConfigurationOf(resource),
  });
  return { id: String(AuthorizerId) };
};

function jwtConfigurationOf({ arguments: given }: ResolvedResource): JsonObject | undefined {
  const jwt = block(given, 'jwt_configuration');
  return jwt && { Issuer: jwt['issuer'] ?? null, Audience: jwt['audience'] ?? [] };
}

const route: ResourceType = async (resource, context) => {
  checkArguments(resource, [
    'api_id',
    'route_key',
    'target',
    'authorization_type',
    'authorizer_id',
    'authorization_scopes',
  ]);
  const { RouteId } = await create(context, 'CreateRoute', {
    ApiId: textOf(resource, 'api_id'),
    RouteKey: textOf(resource, 'route_key'),
    Target: textOf(resource, 'target'),
    AuthorizationType: optionalTextOf(resource.arguments, 'authorization_type'),
    AuthorizerId: optionalTextOf(resource.arguments, 'authorizer_id'),
    AuthorizationScopes: resource.arguments['authorization_scopes'],
  });
  return { id: String(RouteId) };
};

const stage: ResourceType = async (resource, context) => {
  checkArguments(
    resource,
    ['api_id', 'name', 'auto_deploy', 'default_route_settings'],
    ['access_log_settings', 'description'],
  );
  const settings = block(resource.arguments, 'default_route_settings');
  const ApiId = textOf(resource, 'api_id');
  const StageName = textOf(resource, 'name');
  const { InvokeUrl } = await create(context, 'CreateStage', {
    ApiId,
    StageName,
    AutoDeploy: resource.arguments['auto_deploy'],
    DefaultRouteSettings: settings && {
      ThrottlingRateLimit: settings['throttling_rate_limit'],
      ThrottlingBurstLimit: settings['throttling_burst_limit'],
    },
  });
  const { partition, region } = context.localAccount;
  const arn = `arn:${partition}:apigateway:${region}::/apis/${ApiId}/stages/${StageName}`;
  return { id: StageName, arn, invoke_url: String(InvokeUrl) };
};

/** HTTP APIs: their routes, authorizers and integrations. */
export const apigatewayv2ResourceTypes: ResourceTypes = {
  aws_apigatewayv2_api: api,
  aws_apigatewayv2_integration: integration,
  aws_apigatewayv2_authorizer: authorizer,
  aws_apigatewayv2_route: route,
  aws_apigatewayv2_stage: stage,
};

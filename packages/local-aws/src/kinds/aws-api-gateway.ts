import { UserError } from '@document-pipelines/asl/diagnostics';
import type { Shape } from '../services';
import { block, blocks, checkArguments, operator, textOf } from './arguments';
import type { ResolvedResource, ResourceContext, ResourceType, ResourceTypes } from './resource-type';

/** Calls API Gateway with the arguments, using the names of its API; absent ones are left out. */
async function put(
  operation: string,
  resource: ResolvedResource,
  names: Readonly<Record<string, string>>,
  { services }: ResourceContext,
): Promise<Shape> {
  checkArguments(resource, Object.keys(names), ['description', 'lifecycle']);
  const given = Object.entries(names).map(([argument, name]) => [name, resource.arguments[argument] ?? undefined]);
  return services.call('apigateway', operation, Object.fromEntries(given) as Shape, operator);
}

const restApi: ResourceType = async (resource, context) => {
  const { endpoint_configuration: _, disable_execute_api_endpoint: isDisabled, ...others } = resource.arguments;
  if (isDisabled === true) throw new UserError('disable_execute_api_endpoint: there would be no local endpoint');
  const names = { name: 'name', api_key_source: 'apiKeySource' };
  const { id, rootResourceId } = await put('CreateRestApi', { ...resource, arguments: others }, names, context);
  const { partition, region, account } = context.localAccount;
  return {
    id: String(id),
    arn: `arn:${partition}:apigateway:${region}::/restapis/${String(id)}`,
    root_resource_id: String(rootResourceId),
    execution_arn: `arn:${partition}:execute-api:${region}:${account}:${String(id)}`,
  };
};

/** It holds for the whole API, below its execution ARN. */
const restApiPolicy: ResourceType = async (resource, { localAccount, policies }) => {
  checkArguments(resource, ['rest_api_id', 'policy']);
  const id = textOf(resource, 'rest_api_id');
  const arn = `arn:${localAccount.partition}:execute-api:${localAccount.region}:${localAccount.account}:${id}`;
  policies.putResourcePolicy(arn, textOf(resource, 'policy'));
  return { id };
};

const apiResource: ResourceType = async (resource, context) => {
  const names = { rest_api_id: 'restApiId', parent_id: 'parentId', path_part: 'pathPart' };
  const { id, path } = await put('CreateResource', resource, names, context);
  return { id: String(id), path: String(path) };
};

/** A resource type of which other resources use only the id from API Gateway. */
function resourceTypeOf(operation: string, names: Readonly<Record<string, string>>): ResourceType {
  return async (resource, context) => ({ id: String((await put(operation, resource, names, context))['id']) });
}

const gatewayResponse: ResourceType = async (resource, context) => {
  const names = {
    rest_api_id: 'restApiId',
    response_type: 'responseType',
    status_code: 'statusCode',
    response_templates: 'responseTemplates',
  };
  await put('PutGatewayResponse', resource, names, context);
  return { id: `aggr-${textOf(resource, 'rest_api_id')}-${textOf(resource, 'response_type')}` };
};

const ofMethod = { rest_api_id: 'restApiId', resource_id: 'resourceId', http_method: 'httpMethod' };

/** A resource type that belongs to a method; `more` are its other arguments. */
function methodPart(operation: string, prefix: string, more: Readonly<Record<string, string>>): ResourceType {
  return async (resource, context) => {
    await put(operation, resource, { ...ofMethod, ...more }, context);
    const parts = ['rest_api_id', 'resource_id', 'http_method'].map((name) => textOf(resource, name));
    const status = resource.arguments['status_code'];
    return { id: [prefix, ...parts, ...(typeof status === 'string' ? [status] : [])].join('-') };
  };
}

const deployment: ResourceType = async (resource, context) => {
  const { triggers: _, ...others } = resource.arguments;
  const { id } = await put(
    'CreateDeployment',
    { ...resource, arguments: others },
    { rest_api_id: 'restApiId' },
    context,
  );
  return { id: String(id) };
};

const stage: ResourceType = async (resource, { services, localAccount }) => {
  const known = ['rest_api_id', 'deployment_id', 'stage_name', 'variables', 'access_log_settings'];
  checkArguments(resource, known, ['description', 'xray_tracing_enabled']);
  const log = block(resource.arguments, 'access_log_settings');
  const restApiId = textOf(resource, 'rest_api_id');
  const stageName = textOf(resource, 'stage_name');
  const input = {
    restApiId,
    stageName,
    deploymentId: textOf(resource, 'deployment_id'),
    variables: resource.arguments['variables'],
    ...(log === undefined
      ? {}
      : { accessLogSettings: { destinationArn: log['destination_arn'], format: log['format'] } }),
  };
  const { invokeUrl } = await services.call('apigateway', 'CreateStage', input, operator);
  const { partition, region, account } = localAccount;
  return {
    id: `ags-${restApiId}-${stageName}`,
    arn: `arn:${partition}:apigateway:${region}::/restapis/${restApiId}/stages/${stageName}`,
    invoke_url: String(invokeUrl),
    execution_arn: `arn:${partition}:execute-api:${region}:${account}:${restApiId}/${stageName}`,
  };
};

/** For all methods together. Settings for metrics and execution logs have no local effect. */
const methodSettings: ResourceType = async (resource, { services }) => {
  checkArguments(resource, ['rest_api_id', 'stage_name', 'method_path', 'settings']);
  const path = textOf(resource, 'method_path');
  const {
    throttling_rate_limit: rateLimit,
    throttling_burst_limit: burstLimit,
    metrics_enabled: _metrics,
    logging_level: _level,
    data_trace_enabled: _trace,
    ...others
  } = block(resource.arguments, 'settings') ?? {};
  if (Object.keys(others).length > 0)
    throw new UserError(`the settings ${Object.keys(others).join(', ')} are not modelled`);
  const restApiId = textOf(resource, 'rest_api_id');
  const stageName = textOf(resource, 'stage_name');
  const patchOperations = [
    { op: 'replace', path: `/${path}/throttling/rateLimit`, value: rateLimit },
    { op: 'replace', path: `/${path}/throttling/burstLimit`, value: burstLimit },
  ];
  await services.call('apigateway', 'UpdateStage', { restApiId, stageName, patchOperations }, operator);
  return { id: `${restApiId}-${stageName}-${path}` };
};

const apiKey: ResourceType = async (resource, context) => {
  const { id, value } = await put('CreateApiKey', resource, { name: 'name', enabled: 'enabled' }, context);
  return { id: String(id), value: String(value) };
};

const usagePlan: ResourceType = async (resource, { services }) => {
  checkArguments(resource, ['name', 'api_stages', 'throttle_settings', 'quota_settings'], ['description']);
  const throttle = block(resource.arguments, 'throttle_settings');
  const quota = block(resource.arguments, 'quota_settings');
  const input = {
    name: textOf(resource, 'name'),
    apiStages: blocks(resource.arguments, 'api_stages').map(({ api_id: apiId, stage: stageName }) => ({
      apiId,
      stage: stageName,
    })),
    ...(throttle === undefined
      ? {}
      : { throttle: { rateLimit: throttle['rate_limit'], burstLimit: throttle['burst_limit'] } }),
    ...(quota === undefined ? {} : { quota: { limit: quota['limit'], period: quota['period'] } }),
  };
  const { id } = await services.call('apigateway', 'CreateUsagePlan', input, operator);
  return { id: String(id) };
};

/** Resource types of API Gateway's REST APIs. */
export const apiGatewayResourceTypes: ResourceTypes = {
  aws_api_gateway_rest_api: restApi,
  aws_api_gateway_rest_api_policy: restApiPolicy,
  aws_api_gateway_resource: apiResource,
  aws_api_gateway_model: resourceTypeOf('CreateModel', {
    rest_api_id: 'restApiId',
    name: 'name',
    content_type: 'contentType',
    schema: 'schema',
  }),
  aws_api_gateway_request_validator: resourceTypeOf('CreateRequestValidator', {
    rest_api_id: 'restApiId',
    name: 'name',
    validate_request_body: 'validateRequestBody',
    validate_request_parameters: 'validateRequestParameters',
  }),
  aws_api_gateway_gateway_response: gatewayResponse,
  aws_api_gateway_method: methodPart('PutMethod', 'agm', {
    authorization: 'authorizationType',
    api_key_required: 'apiKeyRequired',
    request_validator_id: 'requestValidatorId',
    request_models: 'requestModels',
  }),
  aws_api_gateway_method_response: methodPart('PutMethodResponse', 'agmr', { status_code: 'statusCode' }),
  aws_api_gateway_integration: methodPart('PutIntegration', 'agi', {
    type: 'type',
    uri: 'uri',
    credentials: 'credentials',
    integration_http_method: 'integrationHttpMethod',
    passthrough_behavior: 'passthroughBehavior',
    timeout_milliseconds: 'timeoutInMillis',
    request_templates: 'requestTemplates',
  }),
  aws_api_gateway_integration_response: methodPart('PutIntegrationResponse', 'agir', {
    status_code: 'statusCode',
    selection_pattern: 'selectionPattern',
    response_templates: 'responseTemplates',
  }),
  aws_api_gateway_deployment: deployment,
  aws_api_gateway_stage: stage,
  aws_api_gateway_method_settings: methodSettings,
  aws_api_gateway_api_key: apiKey,
  aws_api_gateway_usage_plan: usagePlan,
  aws_api_gateway_usage_plan_key: resourceTypeOf('CreateUsagePlanKey', {
    usage_plan_id: 'usagePlanId',
    key_id: 'keyId',
    key_type: 'keyType',
  }),
};

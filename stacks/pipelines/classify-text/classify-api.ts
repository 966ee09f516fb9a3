import { createHash } from 'node:crypto';
import { ApiGatewayDeployment } from '@cdktf/provider-aws/lib/api-gateway-deployment';
import { ApiGatewayGatewayResponse } from '@cdktf/provider-aws/lib/api-gateway-gateway-response';
import { ApiGatewayIntegration } from '@cdktf/provider-aws/lib/api-gateway-integration';
import { ApiGatewayIntegrationResponse } from '@cdktf/provider-aws/lib/api-gateway-integration-response';
import { ApiGatewayMethod } from '@cdktf/provider-aws/lib/api-gateway-method';
import { ApiGatewayMethodResponse } from '@cdktf/provider-aws/lib/api-gateway-method-response';
import { ApiGatewayModel } from '@cdktf/provider-aws/lib/api-gateway-model';
import { ApiGatewayRequestValidator } from '@cdktf/provider-aws/lib/api-gateway-request-validator';
import { ApiGatewayResource } from '@cdktf/provider-aws/lib/api-gateway-resource';
import { ApiGatewayRestApi } from '@cdktf/provider-aws/lib/api-gateway-rest-api';
import { ApiGatewayRestApiPolicy } from '@cdktf/provider-aws/lib/api-gateway-rest-api-policy';
import type { TerraformResource } from 'cdktf';
import { Construct } from 'constructs';
import type { DefinitionMachine } from '../../constructs/definition-machine';
import type { Metric } from '../../constructs/metric-alarm';
import type { DeploymentTarget } from '../../deployment-target';
import { plainReference } from '../../plain-reference';
import { denyWithoutTls, policyDocument } from '../../policy';
import { gatewayResponses } from './gateway-responses';
import { IntegrationRole } from './integration-role';
import { requestSchema } from './request-schema';
import {
  executionEndedTemplate,
  executionRefusedTemplate,
  serviceFailedTemplate,
  startSyncExecutionTemplate,
} from './templates';

/** The machine behind the API, and the longest text it accepts. */
export interface ClassifyApiOptions {
  readonly target: DeploymentTarget;
  readonly machine: DefinitionMachine;
  readonly maxCharacters: number;
}

/** A resource of a class of the provider. */
type ResourceClass<Config, Resource> = new (scope: Construct, id: string, config: Config) => Resource;

/**
 * `POST /classify` as a regional REST API: HTTP APIs do not validate bodies. It consists of resources and not of one
 * OpenAPI document, so that a plan shows authorisation, validator and passthrough as arguments.
 *
 * Guards that the deployment has the current resources: everything in a deployment is created by `deployed`, from which
 * the deployment's trigger is computed, and which it depends on.
 */
export class ClassifyApi extends Construct {
  readonly restApi: ApiGatewayRestApi;
  readonly deployment: ApiGatewayDeployment;
  private readonly method: ApiGatewayMethod;
  private readonly deployedResources: TerraformResource[] = [];
  private readonly deployedTexts: string[] = [];

  constructor(
    scope: Construct,
    id: string,
    private readonly options: ClassifyApiOptions,
  ) {
    super(scope, id);
    this.restApi = this.regionalApi();
    this.refuseWithoutTls();
    this.method = this.postClassify();
    this.startsExecutions();
    this.answersInOneShape();
    this.deployment = this.deploy();
  }

  /** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html */
  get failures(): Metric {
    const dimensions = { ApiName: this.restApi.name };
    return { namespace: 'AWS/ApiGateway', metricName: '5XXError', statistic: 'Sum', dimensions };
  }

  /** The endpoint of execute-api stays enabled: the API has no custom domain name that would replace it. */
  private regionalApi(): ApiGatewayRestApi {
    return new ApiGatewayRestApi(this, `rest-api:${this.node.id}`, {
      name: this.options.target.nameOf(this.node.id),
      description: 'Text in, type and fields out',
      apiKeySource: 'HEADER',
      disableExecuteApiEndpoint: false,
      endpointConfiguration: { types: ['REGIONAL'] },
    });
  }

  /** Allows no one: identity policies (execute-api:Invoke) decide who may call it, within this account only. */
  private refuseWithoutTls(): void {
    this.deployed(ApiGatewayRestApiPolicy, `policy:${this.node.id}`, {
      restApiId: this.restApi.id,
      policy: policyDocument([denyWithoutTls('execute-api:Invoke', `${this.restApi.executionArn}/*`)]),
    });
  }

  private postClassify(): ApiGatewayMethod {
    const restApiId = this.restApi.id;
    const resource = this.deployed(ApiGatewayResource, `resource:${this.node.id}`, {
      restApiId,
      parentId: this.restApi.rootResourceId,
      pathPart: 'classify',
    });
    const model = this.deployed(ApiGatewayModel, `model:${this.node.id}`, {
      restApiId,
      name: 'ClassifyRequest',
      contentType: 'application/json',
      schema: JSON.stringify(requestSchema(this.options.maxCharacters)),
    });
    const validator = this.deployed(ApiGatewayRequestValidator, `request-validator:${this.node.id}`, {
      restApiId,
      name: 'body',
      validateRequestBody: true,
      validateRequestParameters: false,
    });
    return this.deployed(ApiGatewayMethod, `method:${this.node.id}`, {
      restApiId,
      resourceId: resource.id,
      httpMethod: 'POST',
      authorization: 'AWS_IAM',
      apiKeyRequired: true,
      requestValidatorId: validator.id,
      requestModels: { 'application/json': model.name },
    });
  }

  /** NEVER: a body of another type than JSON has no model and would not be validated, so it is not passed on (415). */
  private startsExecutions(): void {
    const { target, machine } = this.options;
    const { role } = new IntegrationRole(this, `${this.node.id}-api`, { target, machine });
    const integration = this.deployed(ApiGatewayIntegration, `integration:${this.node.id}`, {
      ...this.ofMethod(),
      type: 'AWS',
      integrationHttpMethod: 'POST',
      uri: `arn:${target.partition}:apigateway:${target.region}:states:action/StartSyncExecution`,
      credentials: role.arn,
      passthroughBehavior: 'NEVER',
      timeoutMilliseconds: 29_000,
      requestTemplates: { 'application/json': startSyncExecutionTemplate(machine.stateMachine.arn) },
    });
    this.answers({ integration, statusCode: '200', template: executionEndedTemplate() });
    this.answers({ integration, statusCode: '500', template: executionRefusedTemplate(), pattern: '4\\d{2}' });
    this.answers({ integration, statusCode: '503', template: serviceFailedTemplate(), pattern: '5\\d{2}' });
  }

  /** Without a pattern it is the response for every status that no other pattern matches. */
  private answers({ integration, statusCode, template, pattern }: Answer): void {
    const name = `${this.node.id}-${statusCode}`;
    const response = this.deployed(ApiGatewayMethodResponse, `method-response:${name}`, {
      ...this.ofMethod(),
      statusCode,
    });
    const selected = pattern === undefined ? {} : { selectionPattern: pattern };
    this.deployed(ApiGatewayIntegrationResponse, `integration-response:${name}`, {
      ...this.ofMethod(),
      ...selected,
      statusCode: response.statusCode,
      responseTemplates: { 'application/json': template },
      dependsOn: [integration],
    });
  }

  private answersInOneShape(): void {
    for (const { type, statusCode, template } of gatewayResponses) {
      this.deployed(ApiGatewayGatewayResponse, `gateway-response:${type.toLowerCase().replaceAll('_', '-')}`, {
        restApiId: this.restApi.id,
        responseType: type,
        ...(statusCode === undefined ? {} : { statusCode }),
        responseTemplates: { 'application/json': template },
      });
    }
  }

  /**
   * A deployment is a copy: callers see changes only after another one. The new one is created before the old one is
   * deleted.
   */
  private deploy(): ApiGatewayDeployment {
    const deployed = this.deployedTexts.map((text) => plainReference(this, text)).join('\n');
    return new ApiGatewayDeployment(this, `deployment:${this.node.id}`, {
      restApiId: this.restApi.id,
      triggers: { deployed: createHash('sha256').update(deployed).digest('hex') },
      lifecycle: { createBeforeDestroy: true },
      dependsOn: this.deployedResources,
    });
  }

  private ofMethod(): { restApiId: string; resourceId: string; httpMethod: string } {
    const { resourceIdInput, httpMethod } = this.method;
    return { restApiId: this.restApi.id, resourceId: resourceIdInput ?? '', httpMethod };
  }

  private deployed<Config extends { readonly dependsOn?: unknown }, Resource extends TerraformResource>(
    resourceClass: ResourceClass<Config, Resource>,
    id: string,
    config: Config,
  ): Resource {
    const { dependsOn: _, ...arguments_ } = config;
    this.deployedTexts.push(JSON.stringify([id, arguments_]));
    const resource = new resourceClass(this, id, config);
    this.deployedResources.push(resource);
    return resource;
  }
}

interface Answer {
  readonly integration: ApiGatewayIntegration;
  readonly statusCode: string;
  readonly template: string;
  readonly pattern?: string;
}

import { ApiGatewayMethodSettings } from '@cdktf/provider-aws/lib/api-gateway-method-settings';
import { ApiGatewayStage } from '@cdktf/provider-aws/lib/api-gateway-stage';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { Construct } from 'constructs';
import type { Environment } from '../../../environments';
import type { DeploymentTarget } from '../../deployment-target';
import { AccountLogRole } from './account-log-role';
import type { ClassifyApi } from './classify-api';

/** The stage's content and limits. */
export interface ClassifyStageOptions {
  readonly target: DeploymentTarget;
  readonly environment: Environment;
  readonly api: ClassifyApi;
}

/** The stage that callers use: traced, logged without bodies, throttled for all clients together. */
export class ClassifyStage extends Construct {
  readonly stage: ApiGatewayStage;

  constructor(
    scope: Construct,
    id: string,
    private readonly options: ClassifyStageOptions,
  ) {
    super(scope, id);
    this.stage = this.ofDeployment();
    this.throttle();
  }

  private ofDeployment(): ApiGatewayStage {
    const { target, environment, api } = this.options;
    const logGroup = new CloudwatchLogGroup(this, `log-group:${this.node.id}-access`, {
      name: `/aws/apigateway/${target.nameOf(this.node.id)}`,
      retentionInDays: environment.logRetentionDays,
    });
    const logRole = environment.classify.setsAccountLogRole
      ? [new AccountLogRole(this, 'api-gateway-logs', target).account]
      : [];
    return new ApiGatewayStage(this, `stage:${this.node.id}`, {
      restApiId: api.restApi.id,
      deploymentId: api.deployment.id,
      stageName: 'v1',
      xrayTracingEnabled: true,
      accessLogSettings: { destinationArn: logGroup.arn, format: JSON.stringify(accessLog) },
      dependsOn: logRole,
    });
  }

  /** Execution logs stay off: with data traces they would hold the texts. */
  private throttle(): void {
    const { environment, api } = this.options;
    new ApiGatewayMethodSettings(this, `method-settings:${this.node.id}`, {
      restApiId: api.restApi.id,
      stageName: this.stage.stageName,
      methodPath: '*/*',
      settings: {
        metricsEnabled: true,
        loggingLevel: 'OFF',
        dataTraceEnabled: false,
        throttlingRateLimit: environment.classify.allRequestsPerSecond,
        throttlingBurstLimit: environment.classify.allBurst,
      },
    });
  }
}

/**
 * One line per request: who, when, the status. No header, no body, no message: a validation message quotes the text.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
 */
const accessLog = {
  requestId: '$context.extendedRequestId',
  time: '$context.requestTimeEpoch',
  sourceIp: '$context.identity.sourceIp',
  userArn: '$context.identity.userArn',
  apiKeyId: '$context.identity.apiKeyId',
  method: '$context.httpMethod',
  path: '$context.resourcePath',
  status: '$context.status',
  errorType: '$context.error.responseType',
  integrationStatus: '$context.integration.status',
  integrationMilliseconds: '$context.integration.latency',
  responseMilliseconds: '$context.responseLatency',
  responseBytes: '$context.responseLength',
};

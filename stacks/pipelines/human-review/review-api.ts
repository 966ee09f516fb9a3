import { Apigatewayv2Api } from '@cdktf/provider-aws/lib/apigatewayv2-api';
import { Apigatewayv2Authorizer } from '@cdktf/provider-aws/lib/apigatewayv2-authorizer';
import { Apigatewayv2Integration } from '@cdktf/provider-aws/lib/apigatewayv2-integration';
import { Apigatewayv2Route } from '@cdktf/provider-aws/lib/apigatewayv2-route';
import { Apigatewayv2Stage } from '@cdktf/provider-aws/lib/apigatewayv2-stage';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import { Construct } from 'constructs';
import type { Environment } from '../../../environments';
import type { Metric } from '../../constructs/metric-alarm';
import type { PipelineFunction } from '../../constructs/pipeline-function';
import type { DeploymentTarget } from '../../deployment-target';
import { literal } from '../../literal';

/** Where the API is, who may call it, and how long its log is kept. */
export interface ReviewApiOptions {
  readonly target: DeploymentTarget;
  readonly environment: Environment;
}

/** The routes to read a review and to decide. */
const routeKeys = { show: 'GET /reviews/{reviewId}', decide: 'POST /reviews/{reviewId}/decision' } as const;

/** Requests a second for long, and at once: people decide here, and programs that act for people. */
const throttle = { throttlingRateLimit: 10, throttlingBurstLimit: 20 } as const;

/**
 * No address, no user, no path with an id: the request, the response, and the id that finds it in the function's log.
 */
const accessLogFormat = {
  requestId: '$context.requestId',
  requestTime: '$context.requestTime',
  routeKey: '$context.routeKey',
  status: '$context.status',
  responseLength: '$context.responseLength',
  error: '$context.error.message',
  integrationError: '$context.integrationErrorMessage',
} as const;

/**
 * The HTTP API of reviews: every caller is authorised, by IAM or by a token of the environment's issuer.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api.html
 */
export class ReviewApi extends Construct {
  /** `https://<id>.execute-api.<region>.amazonaws.com`, without a slash at the end. */
  readonly endpoint: string;
  private readonly api: Apigatewayv2Api;

  constructor(
    scope: Construct,
    id: string,
    private readonly options: ReviewApiOptions,
  ) {
    super(scope, id);
    this.api = new Apigatewayv2Api(this, 'api:reviews', {
      name: options.target.nameOf('reviews'),
      description: `Decisions of people in ${options.target.environment}`,
      protocolType: 'HTTP',
    });
    this.endpoint = this.api.apiEndpoint;
    this.stage();
  }

  /**
   * Lets the function answer every route. Called once, after the function is created: links need the endpoint before
   * it.
   */
  answeredBy({ function: { functionName, invokeArn } }: PipelineFunction): void {
    const integration = new Apigatewayv2Integration(this, 'integration:review-decision', {
      apiId: this.api.id,
      integrationType: 'AWS_PROXY',
      integrationUri: invokeArn,
      payloadFormatVersion: '2.0',
      timeoutMilliseconds: 29_000,
    });
    const authorization = this.authorization();
    for (const [name, routeKey] of Object.entries(routeKeys)) {
      new Apigatewayv2Route(this, `route:${name}-review`, {
        apiId: this.api.id,
        routeKey,
        target: `integrations/${integration.id}`,
        ...authorization,
      });
    }
    new LambdaPermission(this, 'permission:review-api', {
      statementId: 'CalledByTheApiOfReviews',
      action: 'lambda:InvokeFunction',
      functionName,
      principal: 'apigateway.amazonaws.com',
      sourceArn: `${this.api.executionArn}/*/*`,
    });
  }

  /** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html */
  get failures(): Metric {
    return { namespace: 'AWS/ApiGateway', metricName: '5xx', statistic: 'Sum', dimensions: { ApiId: this.api.id } };
  }

  private authorization(): { authorizationType: string; authorizerId?: string } {
    const { jwt } = this.options.environment.review;
    if (jwt === undefined) return { authorizationType: 'AWS_IAM' };
    const authorizer = new Apigatewayv2Authorizer(this, 'authorizer:reviewers', {
      apiId: this.api.id,
      name: 'reviewers',
      authorizerType: 'JWT',
      identitySources: ['$request.header.Authorization'],
      jwtConfiguration: { issuer: literal(jwt.issuer), audience: jwt.audience.map(literal) },
    });
    return { authorizationType: 'JWT', authorizerId: authorizer.id };
  }

  /** The default stage: links then need no stage in their path. */
  private stage(): void {
    const { target, environment } = this.options;
    const logGroup = new CloudwatchLogGroup(this, 'log-group:review-api', {
      name: `/aws/vendedlogs/apigateway/${target.nameOf('reviews')}`,
      retentionInDays: environment.logRetentionDays,
    });
    new Apigatewayv2Stage(this, 'stage:reviews', {
      apiId: this.api.id,
      name: '$default',
      autoDeploy: true,
      accessLogSettings: { destinationArn: logGroup.arn, format: JSON.stringify(accessLogFormat) },
      defaultRouteSettings: throttle,
    });
  }
}

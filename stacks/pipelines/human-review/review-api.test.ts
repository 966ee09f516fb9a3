import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { type Environment, loadEnvironments } from '../../../environments';
import type { PipelineFunction } from '../../constructs/pipeline-function';
import { DeploymentTarget } from '../../deployment-target';
import { EnvironmentStack } from '../../environment-stack';
import { ReviewApi } from './review-api';

const folder = mkdtempSync(join(tmpdir(), 'review-api-'));
afterAll(() => rmSync(folder, { recursive: true }));
const [dev] = loadEnvironments(join(__dirname, '..', '..', '..', 'environments'), ['dev']) as [Environment];

/** The API alone, of an environment with these reviews. */
class ApiStack extends EnvironmentStack {
  constructor(review: Partial<Environment['review']>) {
    const environment = { ...dev, review: { ...dev.review, ...review } };
    super(new App({ outdir: folder, stackTraces: false }), environment);
    const api = new ReviewApi(this, 'review-api', { target: new DeploymentTarget(this, 'dev'), environment });
    const answers = { function: { functionName: 'answers', invokeArn: 'arn:invoke' } } as unknown as PipelineFunction;
    api.answeredBy(answers);
  }
}

const resourcesOf = (review: Partial<Environment['review']>) =>
  (new ApiStack(review).toTerraform() as { resource: Record<string, Record<string, object>> }).resource;

const jwt = { issuer: 'https://issuer.example/${x}', audience: ['reviews'] };

describe('ReviewApi', () => {
  it('lets in whoever IAM lets in, on every route, where the environment says nothing', () => {
    const { aws_apigatewayv2_route: routes = {}, ...others } = resourcesOf({});

    expect(Object.values(routes)).toEqual([
      expect.objectContaining({ route_key: 'GET /reviews/{reviewId}', authorization_type: 'AWS_IAM' }),
      expect.objectContaining({ route_key: 'POST /reviews/{reviewId}/decision', authorization_type: 'AWS_IAM' }),
    ]);
    expect(others).not.toHaveProperty('aws_apigatewayv2_authorizer');
  });

  it("lets in whoever brings a token of the environment's issuer, on every route, where it names one", () => {
    const { aws_apigatewayv2_route: routes = {}, aws_apigatewayv2_authorizer: authorizers } = resourcesOf({ jwt });

    for (const route of Object.values(routes))
      expect(route).toMatchObject({
        authorization_type: 'JWT',
        authorizer_id: '${aws_apigatewayv2_authorizer.reviewers.id}',
      });
    expect(authorizers).toMatchObject({
      reviewers: {
        authorizer_type: 'JWT',
        identity_sources: ['$request.header.Authorization'],
        jwt_configuration: { issuer: 'https://issuer.example/$${x}', audience: ['reviews'] },
      },
    });
  });

  it('throttles its stage and logs its calls', () => {
    const { aws_apigatewayv2_stage: stages } = resourcesOf({});

    expect(stages).toMatchObject({
      reviews: {
        name: '$default',
        auto_deploy: true,
        default_route_settings: { throttling_rate_limit: 10, throttling_burst_limit: 20 },
        access_log_settings: { destination_arn: '${aws_cloudwatch_log_group.review-api.arn}' },
      },
    });
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WebRequest } from '../../endpoint';
import { createPolicies } from '../../policies';
import { createServices } from '../create-services';
import { placeForTest } from '../laptop-fixture';
import type { Shape } from '../service';
import { createHttpApi } from './create-http-api';

const functionArn = 'arn:aws:lambda:eu-west-1:123456789012:function:answers';

/** A role that may do nothing at first. */
export const reviewerArn = 'arn:aws:iam::123456789012:role/reviewer';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A policy document of these statements. */
export const policy = (...statements: object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

/** The person at the laptop. */
export const operator = { kind: 'operator' } as const;

/** What an API is made with. */
export interface ApiOptions {
  readonly answer?: unknown;
  readonly jwt?: object;
  readonly throttle?: Shape;
  readonly timeoutMilliseconds?: number;
  readonly isPermitted?: boolean;
}

/** An API with the routes `GET /things/{id}` and `POST /things`, whose function answers as told. */
export async function startedApi({
  answer = {},
  jwt,
  throttle,
  timeoutMilliseconds = 1000,
  isPermitted = true,
}: ApiOptions = {}) {
  const stateFolder = mkdtempSync(join(tmpdir(), 'http-api-'));
  folders.push(stateFolder);
  const place = placeForTest(stateFolder);
  const policies = createPolicies(place);
  policies.putRole(reviewerArn, policy());
  const services = createServices({ policies, place });
  const events: Record<string, unknown>[] = [];
  services.register({
    name: 'lambda',
    operations: {
      Invoke: {
        permissions: () => [{ action: 'lambda:InvokeFunction', resource: functionArn }],
        run: async ({ Payload }) => {
          events.push(JSON.parse(Buffer.from(Payload as Uint8Array).toString()) as Record<string, unknown>);
          const given = await (typeof answer === 'function' ? (answer as () => unknown)() : answer);
          return given instanceof Error
            ? { FunctionError: 'Unhandled', Payload: Buffer.from('{"errorType":"Error"}') }
            : { Payload: Buffer.from(JSON.stringify(given)) };
        },
      },
    },
  });
  const troubles: string[] = [];
  let now = Date.UTC(2026, 0, 1);
  const apis = createHttpApi({
    place,
    policies,
    services,
    clock: { now: () => now },
    endpointUrl: 'http://127.0.0.1:1',
    userName: 'ann',
    onTrouble: (message) => void troubles.push(message),
  });
  services.register(apis.service);
  const make = (operation: string, input: Shape) => services.call('apigatewayv2', operation, input, operator);
  const { ApiId, ApiEndpoint } = await make('CreateApi', { Name: 'things', ProtocolType: 'HTTP' });
  const { IntegrationId } = await make('CreateIntegration', {
    ApiId,
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${functionArn}/invocations`,
    PayloadFormatVersion: '2.0',
    TimeoutInMillis: timeoutMilliseconds,
  });
  const authorizer = jwt === undefined ? {} : await make('CreateAuthorizer', { ApiId, ...jwt });
  for (const RouteKey of ['GET /things/{id}', 'GET /things/all', 'POST /things'])
    await make('CreateRoute', {
      ApiId,
      RouteKey,
      Target: `integrations/${IntegrationId}`,
      AuthorizationType: jwt === undefined ? 'AWS_IAM' : 'JWT',
      ...authorizer,
    });
  await make('CreateStage', { ApiId, StageName: '$default', AutoDeploy: true, DefaultRouteSettings: throttle });
  if (isPermitted)
    policies.putResourceStatement(functionArn, 'api', {
      Effect: 'Allow',
      Principal: { Service: 'apigateway.amazonaws.com' },
      Action: 'lambda:InvokeFunction',
      Resource: functionArn,
      Condition: { ArnLike: { 'aws:SourceArn': `arn:aws:execute-api:eu-west-1:123456789012:${ApiId}/*/*` } },
    });
  const call = async (request: Partial<WebRequest> = {}) => {
    const path = `/${ApiId}${request.path ?? '/things/7'}`;
    const given = { method: 'GET', query: new URLSearchParams(), headers: {}, body: Buffer.alloc(0), ...request, path };
    return apis.answer(given);
  };
  const pass = (seconds: number) => {
    now += seconds * 1000;
  };
  return { call, events, make, policies, troubles, pass, endpoint: ApiEndpoint, ApiId, stateFolder };
}

import { realClock } from '@document-pipelines/asl/interpreter';
import type { WebRequest, WebResponse } from '../../endpoint';
import { createPolicies, type Policies } from '../../policies';
import { createServices } from '../create-services';
import type { Caller, Services, Shape } from '../service';
import { createRestApis } from './create-rest-apis';

const localAccount = { partition: 'aws', region: 'eu-west-1', account: '123456789012' };
const operator = { kind: 'operator' } as const;
const roleArn = 'arn:aws:iam::123456789012:role/caller';
const integrationRole = 'arn:aws:iam::123456789012:role/integration';
const trustOf = (service: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
  });
const statement = (Effect: string, Resource: string, more: object = {}): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Sid: 'Calls', Effect, Action: 'execute-api:Invoke', Resource, ...more }],
  });

/** An API with `POST /echo` for Step Functions' StartSyncExecution, whose fake returns its input. */
async function echoApi(): Promise<{
  readonly apiId: string;
  readonly policies: Policies;
  readonly services: Services;
  send(caller: Caller, request?: Partial<WebRequest>): Promise<WebResponse>;
}> {
  const policies = createPolicies(localAccount);
  const services = createServices({ policies, localAccount });
  const started = { permissions: () => [], run: async (input: Shape) => ({ input, startDate: new Date(5000) }) };
  services.register({ name: 'states', operations: { StartSyncExecution: started } });
  const clock = realClock;
  const gateway = createRestApis({ services, policies, localAccount, endpointUrl: 'http://127.0.0.1:1', clock });
  services.register(gateway.service);
  const call = (operation: string, input: Shape) => services.call('apigateway', operation, input, operator);

  policies.putRole(integrationRole, trustOf('apigateway.amazonaws.com'));
  policies.putRole(roleArn, trustOf('lambda.amazonaws.com'));
  const { id: restApiId, rootResourceId: parentId } = await call('CreateRestApi', { name: 'echo' });
  const { id: resourceId } = await call('CreateResource', { restApiId, parentId, pathPart: 'echo' });
  const method = { restApiId, resourceId, httpMethod: 'POST' };
  await call('PutMethod', { ...method, authorizationType: 'AWS_IAM' });
  await call('PutIntegration', {
    ...method,
    type: 'AWS',
    uri: 'arn:aws:apigateway:eu-west-1:states:action/StartSyncExecution',
    credentials: integrationRole,
    passthroughBehavior: 'NEVER',
    requestTemplates: { 'application/json': '{"said":$input.json("$")}' },
  });
  const responseTemplates = { 'application/json': "$input.json('$')" };
  await call('PutIntegrationResponse', { ...method, statusCode: '200', responseTemplates });
  const { id: deploymentId } = await call('CreateDeployment', { restApiId });
  await call('CreateStage', { restApiId, deploymentId, stageName: 'v1' });
  return {
    apiId: String(restApiId),
    policies,
    services,
    send: (caller, request = {}) =>
      gateway.answer({
        method: 'POST',
        path: `/${String(restApiId)}/v1/echo`,
        query: new URLSearchParams(),
        headers: {},
        body: Buffer.from('{"a":"b"}'),
        signer: { caller, accessKeyId: 'x', service: 'execute-api' },
        ...request,
      }),
  };
}

const role: Caller = { kind: 'role', roleArn };

describe('a REST API', () => {
  it('passes a request on and maps the answer, its times in seconds', async () => {
    const { send } = await echoApi();
    const { statusCode, body } = await send(operator);
    expect(statusCode).toBe(200);
    expect(JSON.parse(String(body))).toEqual({ input: { said: { a: 'b' } }, startDate: 5 });
  });

  it('refuses a role that no policy lets call it, naming the method', async () => {
    const { send, apiId } = await echoApi();
    const { statusCode, body } = await send(role);
    expect(statusCode).toBe(403);
    const method = `arn:aws:execute-api:eu-west-1:123456789012:${apiId}/v1/POST/echo`;
    expect(JSON.parse(String(body)).message).toContain(
      `not authorized to perform: execute-api:Invoke on resource: ${method}`,
    );
  });

  it('lets a role call whose policy allows it, for this method only', async () => {
    const { send, apiId, policies } = await echoApi();
    policies.putRolePolicy(
      roleArn,
      'call',
      statement('Allow', `arn:aws:execute-api:eu-west-1:123456789012:${apiId}/v1/POST/echo`),
    );
    expect((await send(role)).statusCode).toBe(200);
    policies.putRolePolicy(
      roleArn,
      'call',
      statement('Allow', `arn:aws:execute-api:eu-west-1:123456789012:${apiId}/v1/POST/other`),
    );
    expect((await send(role)).statusCode).toBe(403);
  });

  it("refuses what the API's own policy denies", async () => {
    const { send, apiId, policies } = await echoApi();
    const api = `arn:aws:execute-api:eu-west-1:123456789012:${apiId}`;
    policies.putRolePolicy(roleArn, 'call', statement('Allow', `${api}/*`));
    policies.putResourcePolicy(api, statement('Deny', `${api}/*`, { Principal: '*' }));
    const { statusCode, body } = await send(role);
    expect(statusCode).toBe(403);
    expect(JSON.parse(String(body)).message).toContain('explicit deny');
  });

  it('answers from what was deployed, whatever has been changed since', async () => {
    const { send, apiId, services } = await echoApi();
    await services.call(
      'apigateway',
      'PutGatewayResponse',
      { restApiId: apiId, responseType: 'DEFAULT_4XX', statusCode: '418', responseTemplates: {} },
      operator,
    );
    expect((await send(role)).statusCode).toBe(403);
  });

  it('cannot be deployed before its methods call something, as on AWS', async () => {
    const { services } = await echoApi();
    const { id: restApiId, rootResourceId: resourceId } = await services.call(
      'apigateway',
      'CreateRestApi',
      { name: 'unfinished' },
      operator,
    );
    const deploy = () => services.call('apigateway', 'CreateDeployment', { restApiId }, operator);
    await expect(deploy()).rejects.toThrow("doesn't contain any methods");
    const method = { restApiId, resourceId, httpMethod: 'GET', authorizationType: 'NONE' };
    await services.call('apigateway', 'PutMethod', method, operator);
    await expect(deploy()).rejects.toThrow('No integration defined for method');
  });

  it.each([
    ['another stage', { path: '/api/v2/echo' }],
    ['another path', { path: '/api/v1/other' }],
    ['another method', { method: 'DELETE' }],
  ])('answers %s like AWS: without a hint', async (_what, request) => {
    const { send } = await echoApi();
    const { statusCode, body } = await send(operator, request);
    expect([statusCode, body]).toEqual([403, '{"message":"Missing Authentication Token"}']);
  });

  it('refuses a body beyond 10 MiB', async () => {
    const { send } = await echoApi();
    expect((await send(operator, { body: Buffer.alloc(10 * 1024 * 1024 + 1) })).statusCode).toBe(413);
  });

  it.each([
    ['PutMethod', { authorizationType: 'COGNITO_USER_POOLS' }, 'authorisation COGNITO_USER_POOLS'],
    ['PutIntegration', { type: 'AWS_PROXY', uri: 'arn:aws:apigateway:eu-west-1:lambda:path/x' }, 'AWS_PROXY'],
    ['CreateResource', { parentId: 'x', pathPart: '{proxy+}' }, 'path parameters'],
    ['CreateRestApi', { name: 'x', apiKeySource: 'AUTHORIZER' }, 'apiKeySource AUTHORIZER'],
    ['PutGatewayResponse', { responseType: 'WAF_FILTERED' }, 'WAF_FILTERED'],
    ['CreateUsagePlan', { name: 'x', quota: { limit: 1, period: 'MONTH' } }, 'DAY'],
    ['CreateAuthorizer', {}, 'CreateAuthorizer'],
  ])('refuses by name what it does not model: %s %j', async (operation, input, message) => {
    const { apiId, services } = await echoApi();
    const whole = { restApiId: apiId, resourceId: 'r', httpMethod: 'POST', ...input };
    await expect(services.call('apigateway', operation, whole, operator)).rejects.toThrow(message);
  });
});

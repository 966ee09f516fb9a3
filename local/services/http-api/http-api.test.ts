import { createSign, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Place } from '../../kinds';
import { createPolicies } from '../../policies';
import { createServices } from '../create-services';
import type { Shape } from '../service';
import { createHttpApi } from './create-http-api';
import type { HttpRequest } from './http-request';

const functionArn = 'arn:aws:lambda:eu-west-1:123456789012:function:answers';
const reviewerArn = 'arn:aws:iam::123456789012:role/reviewer';
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const policy = (...statements: object[]): string => JSON.stringify({ Version: '2012-10-17', Statement: statements });
const operator = { kind: 'operator' } as const;

interface Options {
  readonly answer?: unknown;
  readonly jwt?: object;
  readonly throttle?: Shape;
  readonly timeoutMilliseconds?: number;
  readonly isPermitted?: boolean;
}

/** An API with the routes `GET /things/{id}` and `POST /things`, whose function answers as told. */
async function api({ answer = {}, jwt, throttle, timeoutMilliseconds = 1000, isPermitted = true }: Options = {}) {
  const stateFolder = mkdtempSync(join(tmpdir(), 'http-api-'));
  folders.push(stateFolder);
  const place: Place = {
    partition: 'aws',
    region: 'eu-west-1',
    account: '123456789012',
    stackFolder: stateFolder,
    stateFolder,
  };
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
  const call = async (request: Partial<HttpRequest> = {}) => {
    const path = `/${ApiId}${request.path ?? '/things/7'}`;
    const given = { method: 'GET', query: new URLSearchParams(), headers: {}, body: Buffer.alloc(0), ...request, path };
    return apis.answer(given);
  };
  const pass = (seconds: number) => {
    now += seconds * 1000;
  };
  return { call, events, make, policies, troubles, pass, endpoint: ApiEndpoint, ApiId, stateFolder };
}

const asOperator = { signer: { caller: operator, accessKeyId: 'local', service: 'execute-api' } };
const asReviewer = {
  signer: { caller: { kind: 'role', roleArn: reviewerArn }, accessKeyId: 'ASIA', service: 'execute-api' },
} as const;

describe('an HTTP API', () => {
  it('hands a signed request to its function, and says who signed it', async () => {
    const { call, events, endpoint, ApiId } = await api({
      answer: { statusCode: 201, headers: { 'X-A': 'b' }, body: 'made' },
    });

    const answered = await call({
      ...asOperator,
      method: 'POST',
      path: '/things',
      query: new URLSearchParams('a=1&a=2'),
      headers: { 'content-type': 'application/json' },
      body: Buffer.from('{"x":1}'),
    });

    expect(endpoint).toBe(`http://127.0.0.1:1/_http-api/${ApiId}`);
    expect(answered).toMatchObject({ statusCode: 201, headers: { 'x-a': 'b' }, body: 'made' });
    expect(events).toMatchObject([
      {
        version: '2.0',
        routeKey: 'POST /things',
        rawPath: '/things',
        queryStringParameters: { a: '1,2' },
        body: '{"x":1}',
        isBase64Encoded: false,
        requestContext: {
          http: { method: 'POST', path: '/things' },
          authorizer: { iam: { userArn: 'arn:aws:iam::123456789012:user/ann' } },
          stage: '$default',
        },
      },
    ]);
  });

  it('reads parameters of the path, and takes a route without them first', async () => {
    const { call, events } = await api();
    await call({ ...asOperator, path: '/things/a%20b' });
    await call({ ...asOperator, path: '/things/all' });

    expect(events).toMatchObject([
      { routeKey: 'GET /things/{id}', pathParameters: { id: 'a b' } },
      { routeKey: 'GET /things/all' },
    ]);
  });

  it.each([
    ['another path', { path: '/others/7' }],
    ['a longer path', { path: '/things/7/parts' }],
    ['an empty parameter', { path: '/things/' }],
    ['another method', { method: 'DELETE' }],
  ])('answers 404 to %s', async (_, request) => {
    const { call, events } = await api();

    await expect(call({ ...asOperator, ...request })).resolves.toMatchObject({ statusCode: 404 });
    expect(events).toEqual([]);
  });

  it('answers 403 to whoever signs for another service, or not at all', async () => {
    const { call, events, troubles } = await api();

    await expect(call()).resolves.toMatchObject({ statusCode: 403, body: '{"message":"Forbidden"}' });
    await expect(call({ signer: { ...asOperator.signer, service: 's3' } })).resolves.toMatchObject({ statusCode: 403 });
    expect(events).toEqual([]);
    expect(troubles[0]).toContain('the request is not signed for the service execute-api');
  });

  it('lets a role in that may invoke this method and path, and no other', async () => {
    const { call, events, policies, ApiId } = await api();
    await expect(call(asReviewer)).resolves.toMatchObject({ statusCode: 403 });

    policies.putRolePolicy(
      reviewerArn,
      'api',
      policy({
        Effect: 'Allow',
        Action: 'execute-api:Invoke',
        Resource: `arn:aws:execute-api:eu-west-1:123456789012:${ApiId}/*/GET/things/*`,
      }),
    );

    await expect(call(asReviewer)).resolves.toMatchObject({ statusCode: 200 });
    await expect(call({ ...asReviewer, method: 'POST', path: '/things' })).resolves.toMatchObject({ statusCode: 403 });
    expect(events).toMatchObject([
      {
        requestContext: {
          authorizer: { iam: { userArn: 'arn:aws:sts::123456789012:assumed-role/reviewer/reviewer' } },
        },
      },
    ]);
  });

  it('answers 500 where its function fails, is not permitted to be called, or answers nonsense', async () => {
    const failing = await api({ answer: new Error('no') });
    await expect(failing.call(asOperator)).resolves.toMatchObject({
      statusCode: 500,
      body: '{"message":"Internal Server Error"}',
    });
    const closed = await api({ isPermitted: false });
    await expect(closed.call(asOperator)).resolves.toMatchObject({ statusCode: 500 });
    expect(closed.troubles[0]).toContain('no resource-based policy allows the lambda:InvokeFunction action');
    const odd = await api({ answer: { statusCode: 'fine' } });
    await expect(odd.call(asOperator)).resolves.toMatchObject({ statusCode: 500 });
  });

  it('answers 503 where its function takes too long', async () => {
    const { call } = await api({
      timeoutMilliseconds: 10,
      answer: () => new Promise((resolve) => setTimeout(resolve, 100, {})),
    });

    await expect(call(asOperator)).resolves.toMatchObject({ statusCode: 503 });
  });

  it('answers 429 beyond its burst, until time has passed', async () => {
    const { call, pass } = await api({ throttle: { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 2 } });
    const statuses = async (count: number) => {
      const answers = [];
      for (let index = 0; index < count; index += 1) answers.push((await call(asOperator)).statusCode);
      return answers;
    };

    expect(await statuses(3)).toEqual([200, 200, 429]);
    pass(1);
    expect(await statuses(2)).toEqual([200, 429]);
  });

  it.each([
    ['a protocol', 'CreateApi', { Name: 'a', ProtocolType: 'WEBSOCKET' }, 'ProtocolType WEBSOCKET'],
    ['a payload format', 'CreateIntegration', { IntegrationType: 'AWS_PROXY' }, 'PayloadFormatVersion 1.0'],
    ['an authoriser', 'CreateAuthorizer', { AuthorizerType: 'REQUEST' }, 'AuthorizerType REQUEST'],
    ['a greedy route', 'CreateRoute', { RouteKey: 'GET /{proxy+}' }, 'RouteKey GET /{proxy+}'],
    ['a stage', 'CreateStage', { StageName: 'v1' }, 'StageName v1'],
  ])('refuses %s that is not modelled by name', async (_, operation, input, message) => {
    const { make, ApiId } = await api();

    await expect(make(operation, { ApiId, ...input })).rejects.toMatchObject({
      name: 'NotModelledError',
      message: expect.stringContaining(`${message} of an HTTP API is not modelled`),
    });
  });
});

describe('an HTTP API behind tokens', () => {
  const issuer = 'https://issuer.example';
  const jwt = {
    Name: 'people',
    AuthorizerType: 'JWT',
    IdentitySource: ['$request.header.Authorization'],
    JwtConfiguration: { Issuer: issuer, Audience: ['reviews'] },
  };
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const in2026 = Date.UTC(2026, 0, 1) / 1000;
  const good = { iss: issuer, aud: 'reviews', sub: 'user-7', exp: in2026 + 60, iat: in2026 - 60, scopes: ['a', 'b'] };

  function token(claims: object, { key = privateKey, alg = 'RS256' } = {}): string {
    const parts = [{ alg, kid: 'k1' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
    const signature = createSign('sha256').update(parts.join('.')).sign(key).toString('base64url');
    return [...parts, signature].join('.');
  }

  async function withKeys() {
    const made = await api({ jwt });
    const keys = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k1' }] };
    writeFileSync(join(made.stateFolder, 'jwks.json'), JSON.stringify(keys));
    const bearing = (bearer: string) => made.call({ headers: { authorization: `Bearer ${bearer}` } });
    return { ...made, bearing };
  }

  it('lets in whoever brings one of the issuer, and tells the function its claims', async () => {
    const { bearing, events } = await withKeys();

    await expect(bearing(token(good))).resolves.toMatchObject({ statusCode: 200 });

    expect(events).toMatchObject([
      { requestContext: { authorizer: { jwt: { claims: { sub: 'user-7', scopes: '[a b]' } } } } },
    ]);
  });

  it.each([
    ['no token', 'nonsense'],
    ['a signature by another key', token(good, { key: other.privateKey })],
    ['no algorithm', token(good, { alg: 'none' })],
    ['another issuer', token({ ...good, iss: 'https://other.example' })],
    ['another audience', token({ ...good, aud: 'others' })],
    ['a token that has expired', token({ ...good, exp: in2026 - 1 })],
    ['a token without an end', token({ ...good, exp: undefined })],
    ['a token of the future', token({ ...good, nbf: in2026 + 30 })],
  ])('answers 401 to %s', async (_, bearer) => {
    const { bearing, events } = await withKeys();

    await expect(bearing(bearer)).resolves.toMatchObject({ statusCode: 401, body: '{"message":"Unauthorized"}' });
    expect(events).toEqual([]);
  });

  it('says by name that it cannot verify tokens without the keys of the issuer', async () => {
    const { call, stateFolder } = await api({ jwt });

    await expect(call({ headers: { authorization: `Bearer ${token(good)}` } })).rejects.toMatchObject({
      name: 'NotModelledError',
      message: expect.stringContaining(join(stateFolder, 'jwks.json')),
    });
  });
});

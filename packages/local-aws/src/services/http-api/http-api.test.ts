import { startedApi as api, operator, policy, reviewerArn } from '../../../tests/fixtures/http-api-fixture';

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

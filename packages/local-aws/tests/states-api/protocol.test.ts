import { createMachine, greet, raw, startTestServer, type TestServer } from './served-states';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await createMachine(server, 'greet', greet);
});
afterAll(() => server.close());

const target = (operation: string) => ({
  'content-type': 'application/x-amz-json-1.0',
  'x-amz-target': `AWSStepFunctions.${operation}`,
});

describe('the protocol', () => {
  it('is AWS JSON 1.0, with dates as seconds', async () => {
    const { status, body } = await raw(server.url, { headers: target('ListStateMachines') });

    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ stateMachines: [{ name: 'greet', creationDate: expect.any(Number) }] });
  });

  it.each<[string, Parameters<typeof raw>[1], number, string]>([
    ['an operation there is not', { headers: target('MakeCoffee') }, 400, 'UnknownOperationException'],
    ['an operation of Object', { headers: target('constructor') }, 400, 'UnknownOperationException'],
    ['no target', {}, 400, 'UnknownOperationException'],
    ['another service', { headers: { 'x-amz-target': 'DynamoDB_20120810.GetItem' } }, 400, 'UnknownOperationException'],
    ['a body that is no JSON', { headers: target('ListActivities'), body: '{' }, 400, 'SerializationException'],
    ['a body that is a list', { headers: target('ListActivities'), body: '[]' }, 400, 'SerializationException'],
    [
      'a number for a text',
      { headers: target('StartExecution'), body: '{"stateMachineArn":1}' },
      400,
      'SerializationException',
    ],
    [
      'a text for a number',
      { headers: target('ListActivities'), body: '{"maxResults":"1"}' },
      400,
      'SerializationException',
    ],
    ['what is missing', { headers: target('DescribeExecution') }, 400, 'ValidationException'],
    ['GET', { method: 'GET', body: '' }, 404, 'UnknownOperationException'],
    [
      'the preflight of a browser',
      { method: 'OPTIONS', body: '', headers: { origin: 'https://evil.example' } },
      403,
      'AccessDeniedException',
    ],
    [
      'a page of another origin',
      { headers: { ...target('ListActivities'), origin: 'https://evil.example' } },
      403,
      'AccessDeniedException',
    ],
    [
      'another host, as a rebound name has it',
      { headers: { ...target('ListActivities'), host: 'evil.example:8083' } },
      403,
      'AccessDeniedException',
    ],
    [
      'a body over 4 MiB',
      { headers: target('CreateStateMachine'), body: 'x'.repeat(4 * 1024 * 1024 + 1) },
      413,
      'RequestEntityTooLargeException',
    ],
    [
      'a body over 4 MiB that does not say so',
      {
        headers: { ...target('CreateStateMachine'), 'transfer-encoding': 'chunked' },
        body: 'x'.repeat(4 * 1024 * 1024 + 1),
      },
      413,
      'RequestEntityTooLargeException',
    ],
  ])('refuses %s', async (_what, request, status, type) => {
    const answer = await raw(server.url, request);

    expect(answer).toMatchObject({ status, type });
    expect(JSON.parse(answer.body)).toMatchObject({ __type: type, message: expect.any(String) });
  });

  it('goes on after all that', async () => {
    expect(await raw(server.url, { headers: target('ListActivities') })).toMatchObject({ status: 200 });
  });

  it('keeps keys such as __proto__ as data', async () => {
    const stateMachineArn = await createMachine(
      server,
      'echo',
      { StartAt: 'A', States: { A: { Type: 'Succeed' } } },
      'EXPRESS',
    );
    const input = '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}';
    const { body } = await raw(server.url, {
      headers: target('StartSyncExecution'),
      body: `{"__proto__":{"name":"polluted"},"stateMachineArn":"${stateMachineArn}","input":${JSON.stringify(input)}}`,
    });

    expect(JSON.parse(body)).toMatchObject({ status: 'SUCCEEDED', output: input });
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

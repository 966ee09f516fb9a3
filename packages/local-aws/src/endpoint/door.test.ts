import { request } from 'node:http';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type StartedForTest, startForTest } from '../../tests/fixtures/endpoint-fixture';
import { trusting } from '../../tests/fixtures/local-account-fixture';
import { startEndpoint } from './start-endpoint';

let started: StartedForTest;

beforeAll(async () => {
  started = await startForTest();
});

afterAll(() => started.end());

describe('the door', () => {
  it('calls with the role that its credentials stand for', async () => {
    const callers: unknown[] = [];
    started.services.register({
      name: 'states',
      operations: {
        ListStateMachines: {
          permissions: () => [],
          run: async (_input, caller) => ({ stateMachines: [void callers.push(caller)] }),
        },
      },
    });
    const post = (accessKey: string) =>
      fetch(started.endpoint.url, {
        method: 'POST',
        body: '{}',
        headers: {
          'x-amz-target': 'AWSStepFunctions.ListStateMachines',
          authorization: `AWS4-HMAC-SHA256 Credential=${accessKey}/20260101/eu-west-1/states/aws4_request, SignedHeaders=host, Signature=0`,
        },
      });
    await post(started.endpoint.credentialsFor('arn:role').accessKeyId);
    await post('AKIAANYBODY');
    expect(callers).toEqual([{ kind: 'role', roleArn: 'arn:role' }, { kind: 'operator' }]);
  });

  it('accepts requests for Step Functions without a signature, as Step Functions Local does', async () => {
    const post = (target: string) =>
      fetch(started.endpoint.url, { method: 'POST', body: '{}', headers: { 'x-amz-target': target } });
    expect((await post('AWSStepFunctions.ListStateMachines')).status).toBe(200);
    expect((await post('AmazonSQS.ListQueues')).status).toBe(403);
  });

  it('answers no request without a signature, and none that was addressed to another host', async () => {
    expect((await fetch(`${started.endpoint.url}/documents/a`)).status).toBe(403);
    const other = new S3Client({
      ...started.clientOptions(),
      endpoint: started.endpoint.url.replace('127.0.0.1', '127.0.0.2'),
    });
    await expect(other.send(new PutObjectCommand({ Bucket: 'b', Key: 'k', Body: 'x' }))).rejects.toThrow();
    other.destroy();
  });

  /** A request of a browser or another client, with headers that fetch would not send. */
  const statusOf = (path: string, headers: Readonly<Record<string, string>>): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const { port } = new URL(started.endpoint.url);
      const call = request({ host: '127.0.0.1', port, path, method: 'POST', headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      call.on('error', reject);
      call.end('{}');
    });

  describe.each(['dynamodb', 's3', 'sqs', 'sns', 'states', 'lambda', 'bedrock', 'scheduler', 'a web API'])(
    'before %s',
    (service) => {
      const path = service === 'a web API' ? '/_a-web-api/x' : '/';
      const signature = {
        authorization: `AWS4-HMAC-SHA256 Credential=a/20260101/eu-west-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
        'x-amz-target': 'DynamoDB_20120810.ListTables',
      };

      it.each<[string, Readonly<Record<string, string>>]>([
        ['a page of another site', { origin: 'https://evil.example' }],
        ['a page of another port', { origin: 'http://127.0.0.1:1' }],
        ['a page without an origin of its own', { origin: 'null' }],
        ['another host, as a rebound name has it', { host: 'evil.example' }],
      ])('rejects %s', async (_what, headers) => {
        started.endpoint.serve('/_a-web-api', async () => ({ statusCode: 200, headers: {}, body: '' }));

        expect(await statusOf(path, { ...signature, ...headers })).toBe(403);
      });
    },
  );

  it('answers a page of its own origin', async () => {
    started.endpoint.serve('/_a-web-api', async () => ({ statusCode: 204, headers: {}, body: '' }));

    expect(await statusOf('/_a-web-api/x', { origin: started.endpoint.url })).toBe(204);
  });

  it('rejects what a role may not do with a table', async () => {
    const roleArn = 'arn:aws:iam::123456789012:role/stranger';
    started.policies.putRole(roleArn, trusting('lambda.amazonaws.com'));
    const dynamodb = new DynamoDBClient(started.clientOptions(roleArn));

    await expect(
      dynamodb.send(new GetItemCommand({ TableName: 'orders', Key: { documentId: { S: 'd' } } })),
    ).rejects.toMatchObject({ name: 'AccessDeniedException' });
    dynamodb.destroy();
  });

  it('is the only one of this process: the tables have no port of their own', () => {
    expect(process.getActiveResourcesInfo().filter((resource) => resource === 'TCPServerWrap')).toHaveLength(1);
  });

  it('refuses a body without bounds', async () => {
    const body = 'x'.repeat(17 * 1024 * 1024);
    const headers = {
      'x-amz-target': 'AWSStepFunctions.ListStateMachines',
      authorization:
        'AWS4-HMAC-SHA256 Credential=a/20260101/eu-west-1/states/aws4_request, SignedHeaders=host, Signature=0',
    };
    const status = await fetch(started.endpoint.url, { method: 'POST', body, headers }).then(
      (response) => response.status,
      () => 413,
    );
    expect(status).toBe(413);
  });

  it('says that a port is taken', async () => {
    const port = Number(new URL(started.endpoint.url).port);
    await expect(
      startEndpoint({ services: started.services, localAccount: started.localAccount, port }),
    ).rejects.toThrow(`port ${port} on 127.0.0.1 is taken`);
  });

  it('names a service that is not implemented locally', async () => {
    const headers = {
      'x-amz-target': 'Kinesis_20131202.PutRecord',
      authorization:
        'AWS4-HMAC-SHA256 Credential=a/20260101/eu-west-1/kinesis/aws4_request, SignedHeaders=host, Signature=0',
    };
    const response = await fetch(started.endpoint.url, { method: 'POST', body: '{}', headers });
    expect(response.status).toBe(501);
    expect(await response.json()).toEqual({
      __type: 'NotModelledError',
      message: 'the service kinesis is not implemented locally (called: PutRecord)',
    });
  });
});

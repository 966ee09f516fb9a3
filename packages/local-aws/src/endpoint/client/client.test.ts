import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type StartedForTest, startForTest } from '../../../tests/fixtures/endpoint-fixture';
import { askEnvironment, environmentApi, environmentPrefix } from './environment-api';
import { endpointServices } from './sdk-calls';

const operator = { kind: 'operator' } as const;
const served = { environment: 'dev', region: 'eu-west-1', outputs: { region: 'us-east-1', max_bytes: 7 } };
let started: StartedForTest;

beforeAll(async () => {
  started = await startForTest();
});
afterAll(() => started.end());

/** Returns the request to a server with this response. */
async function askServer(answer: RequestListener) {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    return await askEnvironment(`http://127.0.0.1:${port}`, 200);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

describe('an endpoint', () => {
  it('says which environment it serves once there is one', async () => {
    expect(await askEnvironment(started.endpoint.url, 5_000)).toBeUndefined();
    started.endpoint.serve(environmentPrefix, environmentApi(served));
    expect(await askEnvironment(started.endpoint.url, 5_000)).toEqual(served);
  });

  it.each<[string, RequestListener]>([
    ['is held still', () => undefined],
    ['is something else', (_request, response) => response.end('<html></html>')],
    ['answers with another shape', (_request, response) => response.end('{"environment":1}')],
  ])('that %s is not taken for one', async (_what, answer) => {
    expect(await askServer(answer)).toBeUndefined();
  });

  it('is called by operation names, and answers in the shapes of the services themselves', async () => {
    const services = endpointServices(started.endpoint.url, started.localAccount.region);
    const queue = { QueueName: 'letters' };
    const { QueueUrl } = await started.services.call('sqs', 'CreateQueue', queue, operator);
    await started.services.call('sqs', 'SendMessage', { QueueUrl, MessageBody: 'a letter' }, operator);

    const { Messages: messages } = await services.call('sqs', 'ReceiveMessage', { QueueUrl }, operator);

    expect(messages).toMatchObject([{ Body: 'a letter' }]);
    await expect(services.call('sqs', 'GetQueueUrl', { QueueName: 'none' }, operator)).rejects.toThrow(/none/);
    await expect(services.call('textract', 'DetectDocumentText', {}, operator)).rejects.toThrow(
      /is not asked for textract/,
    );
    await expect(services.call('sqs', 'Nothing', {}, operator)).rejects.toThrow('the AWS SDK has no NothingCommand');
  });
});

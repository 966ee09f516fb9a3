import { createServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { localBedrock, toolRequest } from '../../../tests/fixtures/bedrock-fixture';
import { createLiveBedrock } from './live-bedrock';

const answer = {
  output: { message: { role: 'assistant', content: [{ text: 'from AWS' }] } },
  stopReason: 'end_turn',
  usage: { inputTokens: 1, outputTokens: 2, totalTokens: 3 },
  metrics: { latencyMs: 5 },
};

/** A fake AWS at an address of its own; Bedrock's client uses HTTP/2. */
async function fakeAws(status: number, body: object) {
  const asked: { path: string; body: string }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      asked.push({ path: request.url ?? '', body: Buffer.concat(chunks).toString('utf8') });
      response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': 'ThrottlingException' });
      response.end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const bedrock = new BedrockRuntimeClient({
    endpoint,
    region: 'eu-west-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'a', secretAccessKey: 's' },
  });
  return { asked, bedrock, close: () => new Promise((resolve) => server.close(resolve)) };
}

describe('--live bedrock', () => {
  test('sends Converse to AWS and gives its answer', async () => {
    const aws = await fakeAws(200, answer);
    const { call } = localBedrock({ converse: createLiveBedrock(aws.bedrock) });
    expect(await call('Converse', toolRequest({ type: 'object' }, 'a text'))).toMatchObject(answer);
    expect(decodeURIComponent(aws.asked[0]!.path)).toBe('/model/anthropic.claude-x/converse');
    expect(JSON.parse(aws.asked[0]!.body)).toMatchObject({
      inferenceConfig: { maxTokens: 2000 },
      toolConfig: { toolChoice: { tool: { name: 'record' } } },
    });
    aws.bedrock.destroy();
    await aws.close();
  });

  test("AWS's errors keep their names", async () => {
    const aws = await fakeAws(429, { message: 'slow down' });
    const { call } = localBedrock({ converse: createLiveBedrock(aws.bedrock) });
    await expect(call('Converse', toolRequest({ type: 'object' }, 'a text'))).rejects.toMatchObject({
      name: 'ThrottlingException',
      statusCode: 429,
    });
    aws.bedrock.destroy();
    await aws.close();
  });
});

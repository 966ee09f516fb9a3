import { BedrockAgentRuntimeClient, InvokeAgentCommand } from '@aws-sdk/client-bedrock-agent-runtime';
import { type StartedForTest, startForTest } from '../../../tests/fixtures/endpoint-fixture';
import { ServiceError, type Shape } from '../../services';

let started: StartedForTest;
beforeAll(async () => {
  started = await startForTest();
});
afterAll(() => started.end());

function register(answer: (input: Shape) => Shape): void {
  started.services.register({
    name: 'bedrock',
    operations: { InvokeAgent: { permissions: () => [], run: async (input) => answer(input) } },
  });
}

const request = { agentId: 'AGENT', agentAliasId: 'ALIAS', sessionId: 'a:b', inputText: 'What is due?' };

describe('InvokeAgent over HTTP', () => {
  it("is read by the SDK's own client, event by event", async () => {
    const asked: Shape[] = [];
    const attribution = { citations: [{ generatedResponsePart: { textResponsePart: { text: 'ü' } } }] };
    register((input) => {
      asked.push(input);
      return {
        contentType: 'application/json',
        sessionId: 'a:b',
        completion: [
          { trace: { trace: { guardrailTrace: { action: 'INTERVENED' } } } },
          { chunk: { bytes: new Uint8Array([0xc3]) } },
          { chunk: { bytes: new Uint8Array([0xbc]), attribution } },
        ],
      };
    });
    const client = new BedrockAgentRuntimeClient(started.clientOptions());

    const { completion, sessionId } = await client.send(new InvokeAgentCommand({ ...request, enableTrace: true }));
    const events: object[] = [];
    for await (const event of completion ?? []) events.push(event);

    expect(sessionId).toBe('a:b');
    expect(asked).toEqual([{ ...request, enableTrace: true }]);
    expect(events).toEqual([
      { trace: { trace: { guardrailTrace: { action: 'INTERVENED' } } } },
      { chunk: { bytes: Uint8Array.of(0xc3) } },
      { chunk: { bytes: Uint8Array.of(0xbc), attribution } },
    ]);
    client.destroy();
  });

  it('gives errors their names', async () => {
    register(() => {
      throw new ServiceError('ThrottlingException', 'slow down', 429);
    });
    const client = new BedrockAgentRuntimeClient({ ...started.clientOptions(), maxAttempts: 1 });

    await expect(client.send(new InvokeAgentCommand(request))).rejects.toMatchObject({
      name: 'ThrottlingException',
      message: 'slow down',
    });
    client.destroy();
  });
});

import { request } from 'node:http';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  SFNClient,
  SFNServiceException,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { StateMachineDefinition } from '@document-pipelines/asl/definition';
import { type StandaloneOptions, startStandalone } from '../../src/serve/standalone';
import { startServer } from '../../src/serve/start-server';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

export const roleArn = 'arn:aws:iam::123456789012:role/test';
export const arnOf = (name: string): string => `arn:aws:states:us-east-1:123456789012:stateMachine:${name}`;
/** What the ARNs of this machine's executions begin with. */
export const executionArnOf = (name: string): string => arnOf(name).replace(':stateMachine:', ':execution:');

/** A server of its own, and the AWS SDK as its client. */
export interface TestServer {
  readonly client: SFNClient;
  readonly url: string;
  close(): Promise<void>;
}

export async function startTestServer(options: StandaloneOptions = {}): Promise<TestServer> {
  const standalone = startStandalone({ activityPollSeconds: 0.3, ...options });
  await standalone.states.resume();
  const server = await startServer(standalone, { host: '127.0.0.1', port: 0 });
  const client = new SFNClient({
    endpoint: server.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
    // StartSyncExecution would go to the host sync-127.0.0.1.
    disableHostPrefix: true,
    maxAttempts: 1,
  });
  return {
    client,
    url: server.url,
    async close() {
      client.destroy();
      await server.close();
      await standalone.close();
    },
  };
}

/** Creates a state machine of this definition and returns its ARN. */
export async function createMachine(
  { client }: TestServer,
  name: string,
  definition: unknown,
  type: 'STANDARD' | 'EXPRESS' = 'STANDARD',
): Promise<string> {
  const { stateMachineArn = '' } = await client.send(
    new CreateStateMachineCommand({ name, roleArn, type, definition: JSON.stringify(definition) }),
  );
  return stateMachineArn;
}

/** Starts an execution and returns its ARN. */
export async function start(
  { client }: TestServer,
  stateMachineArn: string,
  more: { readonly name?: string; readonly input?: string } = {},
): Promise<string> {
  const { executionArn = '' } = await client.send(new StartExecutionCommand({ stateMachineArn, ...more }));
  return executionArn;
}

/** Resolves with the description of an execution that has ended. */
export function untilEnded(server: TestServer, executionArn: string): Promise<DescribeExecutionCommandOutput> {
  return until(async () => {
    const described = await server.client.send(new DescribeExecutionCommand({ executionArn }));
    return described.status === 'RUNNING' ? undefined : described;
  });
}

/** Repeats a call until it returns a value, for ten seconds. */
export async function until<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (const begun = Date.now(); Date.now() - begun < 10_000; ) {
    const found = await ask();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error('it did not come about within ten seconds');
}

/** Returns the error of a rejected request, as `name: message`. */
export async function refusal(sent: Promise<unknown>): Promise<string> {
  try {
    await sent;
  } catch (error) {
    if (error instanceof SFNServiceException) return `${error.name}: ${error.message}`;
    throw error;
  }
  throw new Error('the request was taken');
}

/** Sends a request that an SDK would not send. */
export function raw(
  url: string,
  {
    headers = {},
    body = '{}',
    method = 'POST',
  }: {
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
    readonly method?: string;
  },
): Promise<{ readonly status: number; readonly type: string; readonly body: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          type: String(response.headers['x-amzn-errortype'] ?? ''),
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

export const greet: StateMachineDefinition = {
  StartAt: 'Greet',
  States: { Greet: { Type: 'Pass', Result: { hello: 'world' }, End: true } },
};
export const wait: StateMachineDefinition = {
  StartAt: 'Wait',
  States: { Wait: { Type: 'Wait', Seconds: 3600, End: true } },
};

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { resultsOf, run, samples } from './documents-run';
import { temporaryProject } from './temporary-project';

jest.setTimeout(300_000);

const key = 'sk-of-the-test-4711';

interface Completion {
  readonly model: string;
  readonly stream: boolean;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly tools?: readonly unknown[];
  readonly tool_choice?: string;
  readonly response_format?: unknown;
}

/** Returns a server whose model always answers in prose, and counts 7 tokens in each prompt, as one that cuts prompts. */
function proseServer(received: Completion[]): Server {
  return createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      response.setHeader('content-type', 'application/json');
      if (request.headers.authorization !== `Bearer ${key}`) return response.writeHead(401).end('{}');
      if (request.url === '/v1/models') return response.end(JSON.stringify({ data: [{ id: 'prose:1b' }] }));
      received.push(JSON.parse(Buffer.concat(chunks).toString('utf8')) as Completion);
      const message = { role: 'assistant', content: 'This is an invoice.' };
      const usage = { prompt_tokens: 7, completion_tokens: 5, total_tokens: 12 };
      return response.end(JSON.stringify({ choices: [{ message, finish_reason: 'stop' }], usage }));
    });
  });
}

describe('a run with a model server', () => {
  const project = temporaryProject();
  const received: Completion[] = [];
  const server = proseServer(received);
  let url: string;

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    project.remove();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('prints where text goes, sends it there, warns of a cut prompt, and writes the key nowhere', async () => {
    const args = [...run, join(samples, 'invoice.pdf'), '--model-server', url, '--model', 'prose:1b'];
    const { status, stdout, stderr } = await project.pipelinesIn({ MODEL_SERVER_API_KEY: key }, ...args, '--json')
      .ended;

    expect(stderr).toContain(`prose:1b instead of Bedrock: prompts are sent to ${url}/v1 (on this computer)`);
    expect(stderr).toMatch(
      /warning: the model server counted 7 tokens in a prompt of at least \d+: .*OLLAMA_CONTEXT_LENGTH=\d+/,
    );
    const [first, second] = received;
    expect(first).toMatchObject({ model: 'prose:1b', stream: false, tools: [{}], tool_choice: 'required' });
    expect(first?.messages.map(({ role }) => role)).toEqual(['system', 'user']);
    expect(second).toMatchObject({ response_format: { type: 'json_schema' } });
    expect(second).not.toHaveProperty('tools');
    // A model that cannot call a tool does not return a value that could be stored.
    expect(resultsOf({ status, stdout, stderr, signal: null })).toMatchObject([{ outcome: 'review' }]);
    expect(status).toBe(0);

    expect(stdout + stderr).not.toContain(key);
    const state = join(project.folder, '.local');
    const files = (readdirSync(state, { recursive: true }) as string[])
      .map((name) => join(state, name))
      .filter((file) => statSync(file).isFile());
    const having = files.filter((file) => readFileSync(file).includes(key));
    expect(files.length).toBeGreaterThan(10);
    expect(having).toEqual([]);
  });
});

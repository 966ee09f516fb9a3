import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { apiKeyVariable, chooseConverse, type ModelChoice, openConverse } from './choose-converse';

const { signal } = new AbortController();
const context = { onWarning: () => undefined, signal };

describe('the model of a local run', () => {
  let server: Server;
  let url: string;
  let status = 200;
  const keys: (string | undefined)[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      keys.push(request.headers.authorization);
      response.writeHead(status, { 'content-type': 'application/json' });
      const models = { object: 'list', data: [{ id: 'qwen3:8b' }, { id: 'llama3:latest' }] };
      response.end(JSON.stringify(status === 200 ? models : { error: `no: ${request.headers.authorization}` }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  afterEach(() => {
    status = 200;
    keys.length = 0;
    delete process.env[apiKeyVariable];
  });

  it('is the project’s own without a choice, and Bedrock with --live bedrock', async () => {
    expect(await chooseConverse({}, context)).toBeUndefined();
    expect((await chooseConverse({ live: ['bedrock'] }, { ...context, region: 'us-east-1' }))?.description).toMatch(
      /^Bedrock on AWS \(--live\), which prompts are sent to/,
    );
  });

  it.each([
    ['as the server lists it', 'qwen3:8b', 'qwen3:8b'],
    ['without the tag that Ollama adds', 'llama3', 'llama3:latest'],
  ])('is a server’s, %s, and where text goes is printed', async (_, model, found) => {
    const lines: string[] = [];
    const opened = await openConverse(
      { modelServer: url, model },
      { console: { say: (line) => lines.push(line) }, signal },
    );
    expect(opened.converse).toBeDefined();
    expect(lines).toEqual([`  ${found} instead of Bedrock: prompts are sent to ${url}/v1 (on this computer)`]);
  });

  it('is asked for with the key of the environment, which no message repeats', async () => {
    process.env[apiKeyVariable] = 'sk-secret\n';
    await chooseConverse({ modelServer: url, model: 'qwen3:8b' }, context);
    expect(keys).toEqual(['Bearer sk-secret']);
    status = 401;
    const refused = chooseConverse({ modelServer: url, model: 'qwen3:8b' }, context);
    await expect(refused).rejects.toThrow(
      /status 401: no: Bearer \(key\)\nset the key of the server as MODEL_SERVER_API_KEY$/,
    );
    process.env[apiKeyVariable] = 'sk secret';
    await expect(chooseConverse({ modelServer: url, model: 'qwen3:8b' }, context)).rejects.toThrow(
      /^MODEL_SERVER_API_KEY must have printable ASCII characters only, without spaces$/,
    );
  });

  it.each<[string, () => ModelChoice, RegExp]>([
    [
      'a model that is not listed',
      () => ({ modelServer: url, model: 'gpt' }),
      /^there is no model gpt at http.*\/v1; it lists: llama3:latest, qwen3:8b$/,
    ],
    [
      'no model',
      () => ({ modelServer: url }),
      /^--model-server needs --model at .*; it lists: llama3:latest, qwen3:8b$/,
    ],
    [
      'an address with a query',
      () => ({ modelServer: `${url}/none?a=1`, model: 'm' }),
      /^--model-server cannot be used: it must not contain \? or #$/,
    ],
    [
      'what is no URL',
      () => ({ modelServer: 'ollama', model: 'm' }),
      /^--model-server cannot be used: it is not a URL such as/,
    ],
    [
      'a password',
      () => ({ modelServer: 'http://me:hunter2@127.0.0.1', model: 'm' }),
      /^(?!.*hunter2).*user name or password$/,
    ],
    [
      'another computer',
      () => ({ modelServer: 'http://192.0.2.1:8000', model: 'm' }),
      /^--model-server http:\/\/192\.0\.2\.1:8000\/v1 is not on this computer.*--allow-remote$/,
    ],
    [
      'no server',
      () => ({ modelServer: 'http://127.0.0.1:1', model: 'm' }),
      /ECONNREFUSED.*\nstart the server, or correct the address$/,
    ],
    ['Bedrock too', () => ({ modelServer: url, model: 'm', live: ['bedrock'] }), /cannot be used together/],
    ['a model without a server', () => ({ model: 'm' }), /^--model requires --model-server$/],
    ['a permission without a server', () => ({ allowRemote: true }), /^--allow-remote requires --model-server$/],
  ])('is rejected for %s', async (_, choice, message) => {
    await expect(chooseConverse(choice(), context)).rejects.toMatchObject({
      name: 'CannotRunError',
      message: expect.stringMatching(message),
    });
  });

  it('may be on another computer with --allow-remote', async () => {
    const choice = { modelServer: 'http://192.0.2.1:8000', model: 'm', allowRemote: true };
    const leaving = AbortSignal.abort(new Error('left'));
    await expect(chooseConverse(choice, { ...context, signal: leaving })).rejects.toThrow('left');
  });
});

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ask, auto, completion, forced, startFakeServer } from '../../../../tests/fixtures/model-server-fixture';
import { createModelServer } from './create-model-server';
import { listModels } from './list-models';
import { readServerAddress } from './server-address';

describe('a model server that does not answer', () => {
  it.each([
    [401, 'AccessDeniedException', 403],
    [403, 'AccessDeniedException', 403],
    [404, 'ResourceNotFoundException', 404],
    [429, 'ThrottlingException', 429],
    [500, 'ServiceUnavailableException', 503],
    [503, 'ServiceUnavailableException', 503],
    [400, 'ValidationException', 400],
    [302, 'ValidationException', 400],
  ])('with status %i is %s, with what it wrote', async (status, name, statusCode) => {
    const body = { error: { message: 'it is\nso', code: status } };
    await expect(ask([() => [status, body]], forced)).rejects.toMatchObject({
      name,
      statusCode,
      message: expect.stringMatching(
        new RegExp(`^the model server at http://127.0.0.1:\\d+/v1 answered with status ${status}: it is so$`),
      ),
    });
  });

  it('follows no redirect: the text stays with the server that was named', async () => {
    const other = await startFakeServer([() => [200, completion({ content: 'mine' })]]);
    const redirect = ask(
      [
        (_, response) => {
          response.writeHead(307, { location: `${other.baseUrl}/chat/completions` }).end();
          return undefined;
        },
      ],
      auto,
    );
    await expect(redirect).rejects.toMatchObject({ name: 'ValidationException' });
    expect(other.received).toEqual([]);
    await other.close();
  });

  it('without a connection is ServiceUnavailableException', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
    await new Promise((resolve) => server.close(resolve));
    const model = createModelServer({ baseUrl, model: 'm', where: 'on this computer' });
    await expect(model.converse(auto)).rejects.toMatchObject({
      name: 'ServiceUnavailableException',
      message: expect.stringMatching(/^no answer from the model server at http.*ECONNREFUSED/),
    });
  });

  it('with a body that breaks off is ServiceUnavailableException', async () => {
    const breaking = ask(
      [
        (_, response) => {
          response.writeHead(200, { 'content-length': 100 });
          response.write('{"choices"', () => response.destroy());
          return undefined;
        },
      ],
      auto,
    );
    await expect(breaking).rejects.toMatchObject({ name: 'ServiceUnavailableException' });
  });

  it('with a body without an end is ModelErrorException', async () => {
    const endless = ask(
      [
        (_, response) => {
          const chunk = Buffer.alloc(1024 * 1024, ' ');
          const more = (): void => {
            if (!response.destroyed) response.write(chunk, more);
          };
          more();
          return undefined;
        },
      ],
      auto,
    );
    await expect(endless).rejects.toMatchObject({
      name: 'ModelErrorException',
      message: expect.stringMatching(/longer than 16777216 bytes$/),
    });
  });

  it('in its time is ModelTimeoutException', async () => {
    await expect(ask([() => undefined], auto, { timeoutSeconds: 0.05 })).rejects.toMatchObject({
      name: 'ModelTimeoutException',
      message: expect.stringContaining('did not answer within 0.05 s'),
    });
  });

  it('in its time is ModelTimeoutException too where it has begun to', async () => {
    const slow = ask(
      [
        (_, response) => {
          response.writeHead(200).write('{');
          return undefined;
        },
      ],
      auto,
      { timeoutSeconds: 0.2 },
    );
    await expect(slow).rejects.toMatchObject({ name: 'ModelTimeoutException' });
  });

  it.each<[string, boolean]>([
    ['before it answers', false],
    ['in the middle of its answer', true],
  ])('is left %s where the caller no longer waits', async (_, hasBegun) => {
    const leaving = new AbortController();
    const reason = new Error('the caller has left');
    const asking = ask(
      [
        (_received, response) => {
          if (hasBegun) response.writeHead(200).write('{');
          setTimeout(() => leaving.abort(reason), 10);
          return undefined;
        },
      ],
      auto,
      { signal: leaving.signal },
    );
    await expect(asking).rejects.toBe(reason);
  });
});

describe('the key of a model server', () => {
  it('is sent as a bearer token', async () => {
    const { received } = await ask([() => [200, completion({ content: 'a' })]], auto, { apiKey: 'sk-secret' });
    expect(received[0]!.authorization).toBe('Bearer sk-secret');
    const without = await ask([() => [200, completion({ content: 'a' })]], auto);
    expect(without.received[0]!.authorization).toBeUndefined();
  });

  it.each([401, 400, 200])('is not repeated from what the server wrote with status %i', async (status) => {
    const body = { error: { message: 'Incorrect API key provided: sk-/secret.' } };
    const written = JSON.stringify(body).replace('/', '\\/');
    await expect(ask([() => [status, written]], auto, { apiKey: 'sk-/secret' })).rejects.toMatchObject({
      message: expect.stringMatching(/Incorrect API key provided: \(key\)\.$/),
    });
  });
});

describe('the models of a server', () => {
  it.each([
    [
      'a list',
      { object: 'list', data: [{ id: 'qwen3:8b', object: 'model' }, { id: 'gemma3' }] },
      ['qwen3:8b', 'gemma3'],
    ],
    ['nothing yet, as Ollama writes it', { object: 'list', data: null }, []],
  ])('are %s', async (_, body, expected) => {
    const server = await startFakeServer([() => [200, body]]);
    expect(await listModels(server)).toEqual(expected);
    expect(server.received).toMatchObject([{ method: 'GET', path: '/v1/models' }]);
    await server.close();
  });

  it('are not in the page of another server', async () => {
    const server = await startFakeServer([() => [200, '<html></html>']]);
    await expect(listModels(server)).rejects.toMatchObject({
      message: expect.stringMatching(/\/v1\/models is not a list of models$/),
    });
    await server.close();
  });
});

describe('the address of a model server', () => {
  it.each([
    ['http://127.0.0.1:11434', 'http://127.0.0.1:11434/v1', true],
    ['http://localhost:1234/v1/', 'http://localhost:1234/v1', true],
    ['http://[::1]:8080', 'http://[::1]:8080/v1', true],
    ['http://127.1:8000', 'http://127.0.0.1:8000/v1', true],
    ['https://models.example/openai/v1', 'https://models.example/openai/v1', false],
    ['http://0.0.0.0:8000', 'http://0.0.0.0:8000/v1', false],
    ['http://127.0.0.1.nip.io', 'http://127.0.0.1.nip.io/v1', false],
    ['http://192.168.1.5:8000', 'http://192.168.1.5:8000/v1', false],
  ])('%s is %s', (text, baseUrl, isLoopback) => {
    expect(readServerAddress(text)).toMatchObject({ baseUrl, isLoopback });
  });

  it.each([
    ['127.0.0.1:11434', 'is not a URL'],
    ['localhost:11434', 'must begin with http:// or https://, not localhost:'],
    ['http://me:pass@127.0.0.1', 'must not contain a user name or password'],
    ['http://127.0.0.1/v1?key=1', 'must not contain ? or #'],
  ])('%s is none', (text, problem) => {
    expect(readServerAddress(text)).toEqual({ problem: expect.stringContaining(problem) });
  });
});

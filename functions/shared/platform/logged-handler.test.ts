import { Logger } from '@aws-lambda-powertools/logger';
import { serviceError } from '../../../tests/fakes/fake-client';
import { loggedHandler } from './logged-handler';

/** A logger whose lines a test can read. */
function listeningLogger() {
  const lines: Record<string, unknown>[] = [];
  const logger = new Logger({ serviceName: 'test' });
  const keep = (line: string) => void lines.push(JSON.parse(line));
  Object.assign(logger, { console: { info: keep, warn: keep, error: keep, debug: keep, log: keep } });
  return { logger, lines };
}

describe('loggedHandler', () => {
  it('logs each invocation with its own keys, and nothing else of the event', async () => {
    const { logger, lines } = listeningLogger();
    const handler = loggedHandler(
      logger,
      (event: { documentId?: string; taskToken?: string }) => ({ documentId: event.documentId }),
      async () => 'result',
    );

    await expect(handler({ documentId: 'one', taskToken: 'secret' })).resolves.toBe('result');
    await handler({});

    expect(lines[0]).toMatchObject({ level: 'INFO', message: 'done', documentId: 'one', service: 'test' });
    expect(lines[1]).not.toHaveProperty('documentId');
    expect(JSON.stringify(lines)).not.toContain('secret');
  });

  it('throws an error on as it is, since Retry matches its bare name', async () => {
    const { logger, lines } = listeningLogger();
    const thrown = serviceError('ThrottlingException', 'Rate exceeded');
    const handler = loggedHandler(
      logger,
      () => ({}),
      async () => Promise.reject(thrown),
    );

    await expect(handler({})).rejects.toBe(thrown);

    expect(lines[0]).toMatchObject({ level: 'ERROR', errorName: 'ThrottlingException', reason: 'Rate exceeded' });
  });

  it('gives an error of the network the name that Retry matches', async () => {
    const { logger, lines } = listeningLogger();
    const handler = loggedHandler(
      logger,
      () => ({}),
      async () => Promise.reject(Object.assign(new Error('getaddrinfo EAI_AGAIN'), { code: 'EAI_AGAIN' })),
    );

    await expect(handler({})).rejects.toMatchObject({ name: 'ServiceUnavailable' });

    expect(lines[0]).toMatchObject({ level: 'ERROR', errorName: 'ServiceUnavailable' });
  });
});

import { Readable } from 'node:stream';
import type { RuntimeExtension } from '@aws-sdk/client-s3';
import { brokenAnswer, namedByNetwork } from './network-errors';

/** The part of a client's configuration that is changed; all SDK clients use it. */
type HttpClientConfiguration = Pick<Parameters<RuntimeExtension['configure']>[0], 'httpHandler' | 'setHttpHandler'>;
type HttpHandler = ReturnType<HttpClientConfiguration['httpHandler']>;

/**
 * An extension for SDK clients: a body that is read and receives no byte for so long ends as `TimeoutError`, and errors
 * of the network are named (see {@link namedByNetwork}). The SDK's own timeouts end with the headers, or count the time
 * in which the body is not read.
 */
export function boundedAnswers(silentMilliseconds: number) {
  return {
    configure(client: HttpClientConfiguration): void {
      client.setHttpHandler(boundedHandler(client.httpHandler(), silentMilliseconds));
    },
  };
}

function boundedHandler(handler: HttpHandler, silentMilliseconds: number): HttpHandler {
  return {
    ...(handler.metadata !== undefined && { metadata: handler.metadata }),
    destroy: () => handler.destroy?.(),
    updateHttpClientConfig: (key, value) => handler.updateHttpClientConfig(key, value),
    httpHandlerConfigs: () => handler.httpHandlerConfigs(),
    async handle(request, options) {
      try {
        const { response } = await handler.handle(request, options);
        return { response: { ...response, body: boundedBody(response.body as Readable, silentMilliseconds) } };
      } catch (error) {
        throw namedByNetwork(error);
      }
    },
  };
}

/** Returns a body that ends as `TimeoutError` if it breaks, or receives no byte for so long while it is read. */
export function boundedBody(body: Readable, silentMilliseconds: number): Readable {
  return Readable.from(boundedChunks(body, silentMilliseconds), { objectMode: false });
}

async function* boundedChunks(body: Readable, silentMilliseconds: number): AsyncGenerator<Uint8Array> {
  const startTimer = () =>
    setTimeout(
      () => body.destroy(brokenAnswer(`the body brought no byte for ${silentMilliseconds / 1000} s`)),
      silentMilliseconds,
    );
  let timer = startTimer();
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      // A slow reader does not make the body silent.
      clearTimeout(timer);
      yield chunk;
      timer = startTimer();
    }
  } catch (error) {
    throw namedByNetwork(error);
  } finally {
    clearTimeout(timer);
  }
}

import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { messageOf } from '../../message-of';
import { ServiceError } from '../../service';

/** A model server, and how long it is waited for. */
export interface ModelServer {
  /** Its API's address, which the paths of operations follow, e.g. `http://127.0.0.1:11434/v1`. */
  readonly baseUrl: string;
  /** Sent as a bearer token; never part of a message. */
  readonly apiKey?: string;
}

/** One request of a model server. */
export interface ServerRequest {
  readonly path: string;
  /** Absent: a GET without a body. */
  readonly body?: object;
  readonly timeoutSeconds: number;
  readonly signal?: AbortSignal;
}

/** A server's response, with any status. */
export interface ServerResponse {
  readonly status: number;
  readonly text: string;
}

/** Longest response in bytes: many times what a model can write. */
const maxAnswerBytes = 16 * 1024 * 1024;

/**
 * Sends a request and returns the whole response. Redirects are not followed and proxies are not used, so that text reaches this
 * server and no other. Rejects with ServiceUnavailableException without a connection, ModelTimeoutException after the time,
 * ModelErrorException for a response without an end, and with the signal's reason if it is aborted. (Node's fetch gives up after 300
 * s, which models exceed.)
 */
export async function requestJson(server: ModelServer, request: ServerRequest): Promise<ServerResponse> {
  const { timeoutSeconds, signal } = request;
  const timeout = AbortSignal.timeout(timeoutSeconds * 1000);
  try {
    const response = await send(server, request, signal === undefined ? timeout : AbortSignal.any([signal, timeout]));
    return { status: response.statusCode ?? 0, text: await readText(response) };
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof ServiceError) throw error;
    if (timeout.aborted) {
      const message = `the model server at ${server.baseUrl} did not answer within ${timeoutSeconds} s`;
      throw new ServiceError('ModelTimeoutException', message, 408);
    }
    const message = `no answer from the model server at ${server.baseUrl}: ${causeOf(error)}`;
    throw new ServiceError('ServiceUnavailableException', message, 503);
  }
}

function send(
  { baseUrl, apiKey }: ModelServer,
  { path, body }: ServerRequest,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const url = new URL(`${baseUrl}${path}`);
  const payload = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
  const headers = {
    accept: 'application/json',
    ...(payload === undefined ? {} : { 'content-type': 'application/json', 'content-length': payload.length }),
    ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
  };
  const options = { method: payload === undefined ? 'GET' : 'POST', headers, signal, agent: false };
  return new Promise((resolve, reject) => {
    const sending = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, options, resolve);
    sending.on('error', reject);
    sending.end(payload);
  });
}

async function readText(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxAnswerBytes) {
      response.destroy();
      const message = `the model server's answer is longer than ${maxAnswerBytes} bytes`;
      throw new ServiceError('ModelErrorException', message, 424);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** An error of several addresses does not have a message of its own. */
function causeOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('; ');
  return messageOf(error);
}

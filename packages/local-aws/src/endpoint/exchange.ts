import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Caller, ServiceError, type Services } from '../services';

/** One request and its response. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** From the signature's scope: s3, dynamodb, sqs … */
  readonly service: string;
  readonly caller: Caller;
  /** Path as it was sent, still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Why the request is rejected unread. */
  readonly refusal?: ServiceError;
}

/** How a service's requests are parsed, and its responses and errors written. */
export interface Protocol {
  answer(exchange: Exchange, services: Services): Promise<void>;
  fail(exchange: Exchange, error: unknown): void;
}

/** The largest body that is read into memory, in bytes: DynamoDB accepts 16 MiB. Objects are streamed instead. */
const maximumBodyBytes = 16 * 1024 * 1024 + 64 * 1024;

/** Returns a whole body. Throws RequestTooLarge beyond the bound. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > maximumBodyBytes)
      throw new ServiceError('RequestEntityTooLarge', `the request is larger than ${maximumBodyBytes} bytes`, 413);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Aborted when the client closes its connection before the response. */
export function clientGone(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableEnded) gone.abort(new Error('the client has closed its connection'));
  });
  return gone.signal;
}

/** Returns an error as a ServiceError; any other error is a defect of the local service. */
export function asServiceError(error: unknown): ServiceError {
  if (error instanceof ServiceError) return error;
  return new ServiceError('InternalFailure', error instanceof Error ? error.message : String(error), 500);
}

/** Ends a response with a body. */
export function send(
  response: ServerResponse,
  statusCode: number,
  contentType: string,
  body: string | Uint8Array,
): void {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  response.writeHead(statusCode, { 'content-type': contentType, 'content-length': bytes.byteLength });
  response.end(bytes);
}

import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { toJsonValue } from '../endpoint/wire-values';
import { ServiceError, type Shape } from '../services';
import type { ServedStates } from './served-states';

/** One request and its response. */
export interface StatesExchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Why it is rejected unread. */
  readonly refusal: ServiceError | undefined;
}

/** Most bytes of a body: a definition of 1 MiB with its quotes escaped, an input, a context and a mock. */
const maxBodyBytes = 4 * 1024 * 1024;

/** Responds to a request in the AWS JSON 1.0 protocol. Never throws. */
export async function answerStatesRequest(
  states: ServedStates,
  { request, response, refusal }: StatesExchange,
): Promise<void> {
  try {
    if (refusal !== undefined) throw refusal;
    const operation = operationOf(request);
    const input = inputOf(await bodyOf(request));
    const output = await states.call(operation, input, () => goneSignal(response));
    send(response, 200, toJsonValue(output));
  } catch (error) {
    fail(response, asServiceError(error));
    // Further data of the client is dropped, and the connection is not used again.
    if (!request.complete) request.resume();
  }
}

function goneSignal(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  return gone.signal;
}

function operationOf({ headers }: IncomingMessage): string {
  const target = headers['x-amz-target'];
  const match = typeof target === 'string' ? /^AWSStepFunctions\.([A-Za-z]+)$/.exec(target) : null;
  if (match !== null) return match[1]!;
  throw new ServiceError(
    'UnknownOperationException',
    `X-Amz-Target must be AWSStepFunctions.<operation>, it is ${String(target)}`,
  );
}

function bodyOf(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const tooLarge = (): void =>
      reject(
        new ServiceError('RequestEntityTooLargeException', `the request is larger than ${maxBodyBytes} bytes`, 413),
      );
    if (Number(request.headers['content-length'] ?? 0) > maxBodyBytes) {
      tooLarge();
      return;
    }
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.byteLength;
      if (bytes > maxBodyBytes) tooLarge();
      else chunks.push(chunk);
    });
    request.on('end', () => resolve((chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)).toString('utf8')));
    request.on('error', reject);
  });
}

function inputOf(body: string): Shape {
  let input: unknown;
  try {
    input = body === '' ? {} : JSON.parse(body);
  } catch {
    throw new ServiceError('SerializationException', 'the body of the request is not JSON');
  }
  if (typeof input === 'object' && input !== null && !Array.isArray(input)) return input as Shape;
  throw new ServiceError('SerializationException', 'the body of the request is not a JSON object');
}

function asServiceError(error: unknown): ServiceError {
  if (error instanceof ServiceError) return error;
  return new ServiceError('InternalFailure', error instanceof Error ? error.message : String(error), 500);
}

function fail(response: ServerResponse, { name, message, details, statusCode }: ServiceError): void {
  response.setHeader('x-amzn-errortype', name);
  if (statusCode === 413) response.setHeader('connection', 'close');
  send(response, statusCode, { __type: name, message, ...(toJsonValue(details ?? {}) as object) });
}

function send(response: ServerResponse, statusCode: number, value: unknown): void {
  if (response.headersSent || response.destroyed) return;
  const text = JSON.stringify(value);
  response.writeHead(statusCode, {
    'content-type': 'application/x-amz-json-1.0',
    'content-length': Buffer.byteLength(text),
    'x-amzn-requestid': randomUUID(),
  });
  response.end(text);
}

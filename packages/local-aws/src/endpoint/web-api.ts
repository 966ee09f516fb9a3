import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Caller, ServiceError } from '../services';
import type { Credentials } from './credentials';
import { asServiceError, readBody, send } from './exchange';
import { foreignReason } from './foreign-request';

/** A request to an API of the stack itself (API Gateway), as its local implementation receives it. */
export interface WebRequest {
  readonly method: string;
  /** The path after the API's prefix, with its slash, without the query, still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** By lower-case name; a header given several times is joined with commas. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Who signed the request (SigV4), and for which service; undefined if it is unsigned. Signatures are not checked. */
  readonly signer?: { readonly caller: Caller; readonly accessKeyId: string; readonly service: string };
}

/** The response of such an API. */
export interface WebResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** Handles all requests below a prefix. An error that it throws is returned as status 500. */
export type WebApi = (request: WebRequest) => Promise<WebResponse>;

/** Passes a request to an API; reads the whole body, 16 MiB at most. */
export async function answerWebRequest(
  api: WebApi,
  prefix: string,
  { request, response, credentials, isOpen }: WebExchange,
): Promise<void> {
  try {
    const foreign = foreignReason(request, isOpen);
    if (foreign !== undefined) throw new ServiceError('AccessDenied', foreign, 403);
    const answer = await api(await readWebRequest(prefix, request, credentials));
    for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value);
    send(response, answer.statusCode, answer.headers['content-type'] ?? 'application/json', answer.body);
  } catch (error) {
    const { statusCode, message } = asServiceError(error);
    send(response, statusCode, 'application/json', JSON.stringify({ message }));
    if (!request.complete) request.resume();
  }
}

/** One HTTP request, its response, and the callers by access key. */
export interface WebExchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly credentials: Credentials;
  /** Whether other computers can reach the endpoint. */
  readonly isOpen: boolean;
}

async function readWebRequest(prefix: string, request: IncomingMessage, credentials: Credentials): Promise<WebRequest> {
  const [path = '/', query = ''] = (request.url ?? '/').split(/\?(.*)/s);
  const headers = Object.entries(request.headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(',') : String(value),
  ]);
  const scope = /^AWS4-HMAC-SHA256 .*Credential=([^,\s]+)/.exec(request.headers.authorization ?? '')?.[1]?.split('/');
  const [accessKeyId = '', , , service = ''] = scope ?? [];
  return {
    method: request.method ?? 'GET',
    path: path.slice(prefix.length),
    query: new URLSearchParams(query),
    headers: Object.fromEntries(headers),
    body: await readBody(request),
    ...(scope === undefined ? {} : { signer: { caller: credentials.callerOf(accessKeyId), accessKeyId, service } }),
  };
}

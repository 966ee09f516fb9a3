import type { Caller } from '../service';

/** A request to an HTTP API, as the endpoint reads it. */
export interface HttpRequest {
  readonly method: string;
  /** Behind the API's id, with its slash, percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly signer?: { readonly caller: Caller; readonly accessKeyId: string; readonly service: string };
}

/** What it is answered. */
export interface HttpAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

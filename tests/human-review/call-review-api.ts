import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { isJsonObject, type Json, type JsonObject } from '@document-pipelines/asl/definition';
import { SignatureV4 } from '@smithy/signature-v4';

/** The API of reviews, as a stack's outputs name it. */
export interface ReviewApi {
  /** Without a slash at the end. */
  readonly endpoint: string;
  readonly region: string;
}

/** A request to the API. */
export interface ReviewCall {
  readonly method: 'GET' | 'POST';
  /** `/reviews/<id>` or `/reviews/<id>/decision`. */
  readonly path: string;
  readonly body?: JsonObject;
}

/** Its response. */
export interface ReviewAnswer {
  readonly statusCode: number;
  readonly body: Readonly<Record<string, Json>>;
}

/** Any keys work locally: requests that are not signed with a role's keys are the operator's. */
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

/** Calls the API with a signed request, as a user's tool does on AWS. */
export async function callReviewApi({ endpoint, region }: ReviewApi, call: ReviewCall): Promise<ReviewAnswer> {
  const url = new URL(`${endpoint}${call.path}`);
  const body = call.body === undefined ? undefined : JSON.stringify(call.body);
  const signer = new SignatureV4({ service: 'execute-api', region, credentials, sha256: Sha256 });
  const signed = await signer.sign({
    method: call.method,
    protocol: url.protocol,
    hostname: url.hostname,
    port: Number(url.port),
    path: url.pathname,
    query: {},
    headers: { host: url.host, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body }),
  });
  const response = await fetch(url, {
    method: call.method,
    headers: signed.headers,
    ...(body !== undefined && { body }),
  });
  return { statusCode: response.status, body: jsonOf(await response.text()) };
}

function jsonOf(text: string): Readonly<Record<string, Json>> {
  const value = JSON.parse(text) as Json;
  if (!isJsonObject(value)) throw new Error(`the API of reviews answered ${text.slice(0, 200)}`);
  return value;
}

/** SHA-256, and HMAC with a secret, in the shape that the signer uses. */
class Sha256 {
  private readonly hash: Hash | Hmac;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytesOf(secret));
  }

  update(part: string | ArrayBuffer | ArrayBufferView): void {
    this.hash.update(bytesOf(part));
  }

  async digest(): Promise<Uint8Array> {
    return this.hash.digest();
  }

  reset(): void {
    throw new Error('a hash is used once');
  }
}

function bytesOf(part: string | ArrayBuffer | ArrayBufferView): Buffer {
  if (typeof part === 'string') return Buffer.from(part);
  return ArrayBuffer.isView(part) ? Buffer.from(part.buffer, part.byteOffset, part.byteLength) : Buffer.from(part);
}

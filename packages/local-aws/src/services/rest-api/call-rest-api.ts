import type { Json } from '@document-pipelines/asl/definition';
import { UserError } from '@document-pipelines/asl/diagnostics';
import type { AppliedApp } from '../../apply';

/** A call of an API of the stack by an external client. */
export interface RestApiRequest {
  readonly method: string;
  /** As the API has it, `/classify`. */
  readonly path: string;
  /** Sent as JSON; a text as it is. */
  readonly body?: Json;
  /** Replaces, or adds to, the default ones; an empty one is left out. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** The response; a JSON body is parsed. */
export interface RestApiResponse {
  readonly status: number;
  readonly body: Json;
  readonly headers: Headers;
}

/** Which API is called, of an applied stack. */
export interface RestApiClientOptions {
  readonly applied: Pick<AppliedApp, 'attributes'>;
  /** Local name of the stage, and the beginning of the key's; by default, the first ones. */
  readonly api?: string;
}

/**
 * Calls the REST API of an applied stack over HTTP, as its operator (signed, as far as signatures are checked locally) and with the
 * first API key of the stack. Throws an error if the stack does not have a stage.
 */
export async function callRestApi(
  { applied, api = '' }: RestApiClientOptions,
  { method, path, body, headers = {} }: RestApiRequest,
): Promise<RestApiResponse> {
  const [stage] = attributesOf(applied, `aws_api_gateway_stage.${api}`);
  const [key] = attributesOf(applied, `aws_api_gateway_api_key.${api}`);
  if (stage === undefined)
    throw new UserError('the stack has no stage of a REST API: there is no aws_api_gateway_stage');
  const usual = {
    'content-type': 'application/json',
    'x-api-key': key === undefined ? '' : String(key['value']),
    authorization: signature,
  };
  const sent = Object.entries({ ...usual, ...headers }).filter(([, value]) => value !== '');
  const response = await fetch(`${String(stage['invoke_url'])}${path}`, {
    method,
    headers: Object.fromEntries(sent),
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: response.status, body: jsonOf(await response.text()), headers: response.headers };
}

/** Any user of this computer is the operator: only the scope of a signature is read locally. */
const signature = `AWS4-HMAC-SHA256 Credential=operator/20260101/us-east-1/execute-api/aws4_request, SignedHeaders=host, Signature=0`;

function attributesOf(
  { attributes }: Pick<AppliedApp, 'attributes'>,
  start: string,
): readonly Readonly<Record<string, Json>>[] {
  return Object.entries(attributes).flatMap(([address, given]) => (address.startsWith(start) ? [given] : []));
}

function jsonOf(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

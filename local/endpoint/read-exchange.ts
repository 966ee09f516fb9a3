import type { IncomingMessage, ServerResponse } from 'node:http';
import { ServiceError } from '../services';
import type { Credentials } from './credentials';
import type { Exchange } from './exchange';

/** Who calls which service, from the signature in the header or in a presigned URL. */
export function readExchange(request: IncomingMessage, response: ServerResponse, credentials: Credentials): Exchange {
  const url = request.url ?? '/';
  const at = url.indexOf('?');
  const query = new URLSearchParams(at < 0 ? '' : url.slice(at + 1));
  const scope = scopeOf(request.headers.authorization) ?? query.get('X-Amz-Credential')?.split('/');
  const [accessKeyId = '', , , service = ''] = scope ?? [];
  const refusal = refusalOf(request, scope);
  return {
    request,
    response,
    service: serviceNames[service] ?? service,
    caller: credentials.callerOf(accessKeyId),
    path: at < 0 ? url : url.slice(0, at),
    query,
    ...(refusal === undefined ? {} : { refusal }),
  };
}

/** Signing names that are called otherwise here. */
const serviceNames: Readonly<Record<string, string>> = { 'bedrock-runtime': 'bedrock', s3express: 's3' };

function scopeOf(authorization: string | undefined): readonly string[] | undefined {
  return /Credential=([^,\s]+)/.exec(authorization ?? '')?.[1]?.split('/');
}

/** A page of another site in a browser can neither sign nor name this host. */
function refusalOf(request: IncomingMessage, scope: readonly string[] | undefined): ServiceError | undefined {
  const foreign = refusalOfHost(request);
  if (foreign !== undefined) return foreign;
  if (scope === undefined || scope.length < 5)
    return new ServiceError(
      'MissingAuthenticationToken',
      'the request must be signed (any credentials do: AWS_ACCESS_KEY_ID=local)',
      403,
    );
  return undefined;
}

/** The refusal of a request that names another host than this computer. */
export function refusalOfHost(request: IncomingMessage): ServiceError | undefined {
  const authority = request.headers.host ?? request.headers[':authority'];
  const host = String(authority ?? '').replace(/:\d+$/, '');
  if (['127.0.0.1', 'localhost', '[::1]'].includes(host)) return undefined;
  return new ServiceError('AccessDenied', `requests must name the host 127.0.0.1, this one names ${host}`, 403);
}

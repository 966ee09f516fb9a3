import type { IncomingMessage, ServerResponse } from 'node:http';
import { memberOf } from '@document-pipelines/asl/definition';
import { ServiceError } from '../services';
import type { Credentials } from './credentials';
import type { Exchange } from './exchange';
import { foreignReason } from './foreign-request';

/** Returns caller and service of a request, from the signature in the header or in a presigned URL. */
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
    service: memberOf(serviceNames, service) ?? service,
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

function refusalOf(request: IncomingMessage, scope: readonly string[] | undefined): ServiceError | undefined {
  const foreign = foreignReason(request);
  if (foreign !== undefined) return new ServiceError('AccessDenied', foreign, 403);
  if (scope === undefined || scope.length < 5)
    return new ServiceError(
      'MissingAuthenticationToken',
      'the request must be signed (any credentials do: AWS_ACCESS_KEY_ID=local)',
      403,
    );
  return undefined;
}

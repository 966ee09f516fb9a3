import type { IncomingMessage } from 'node:http';
import { memberOf } from '@document-pipelines/asl/definition';
import { ServiceError } from '../services';
import type { Exchange } from './exchange';
import { foreignReason } from './foreign-request';
import type { WebExchange } from './web-api';

/** Returns caller and service of a request, from the signature in the header or in a presigned URL. */
export function readExchange({ request, response, credentials, isOpen }: WebExchange): Exchange {
  const url = request.url ?? '/';
  const at = url.indexOf('?');
  const query = new URLSearchParams(at < 0 ? '' : url.slice(at + 1));
  const scope = scopeOf(request.headers.authorization) ?? query.get('X-Amz-Credential')?.split('/');
  const [accessKeyId = '', , , service = unsignedService(request)] = scope ?? [];
  const refusal = refusalOf(request, scope === undefined ? service !== '' : scope.length >= 5, isOpen);
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

/** Step Functions accepts requests without a signature, as Step Functions Local does. Pages cannot send the header. */
function unsignedService({ headers }: IncomingMessage): string {
  return String(headers['x-amz-target'] ?? '').startsWith('AWSStepFunctions.') ? 'states' : '';
}

function refusalOf(request: IncomingMessage, isSigned: boolean, isOpen: boolean): ServiceError | undefined {
  const foreign = foreignReason(request, isOpen);
  if (foreign !== undefined) return new ServiceError('AccessDenied', foreign, 403);
  if (!isSigned)
    return new ServiceError(
      'MissingAuthenticationToken',
      'the request must be signed (any credentials do: AWS_ACCESS_KEY_ID=local)',
      403,
    );
  return undefined;
}

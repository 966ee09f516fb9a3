import { UserError } from '../../language/diagnostics';
import { apiSource } from './api-source';
import type { ExecutionSource, StatesCall } from './execution-source';

/**
 * Reads executions from an endpoint of the Step Functions API that checks no signature: `asl local serve`, Step Functions Local. Throws a
 * UserError for an address that is not one of this computer.
 */
export function endpointSource(endpointUrl: string): ExecutionSource {
  const url = endpointAddress(endpointUrl);
  return apiSource(callEndpoint(url.href), { kind: 'local', label: url.origin, region: 'us-east-1' });
}

function endpointAddress(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isLocal = url !== undefined && /^(127(\.\d{1,3}){3}|localhost|\[::1\])$/.test(url.hostname);
  if (isLocal && url.protocol === 'http:') return url;
  throw new UserError(`\`${text}\` is not the address of an endpoint on this computer`, {
    help: 'use --endpoint http://127.0.0.1:8083, or --aws for an account',
  });
}

/**
 * Returns what calls Step Functions at an endpoint that checks no signature, in AWS's JSON protocol 1.0. The signature's form is required by
 * servers that route by it. Throws a UserError if nothing responds.
 */
export function callEndpoint(endpointUrl: string): StatesCall {
  const url = new URL(endpointUrl);
  return async (operation, input) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `AWSStepFunctions.${operation}`,
        authorization:
          'AWS4-HMAC-SHA256 Credential=local/20200101/us-east-1/states/aws4_request, SignedHeaders=host, Signature=0',
      },
      body: JSON.stringify(input),
      signal: AbortSignal.timeout(30_000),
    }).catch((error: unknown) => {
      throw new UserError(`${url.origin} does not respond to ${operation}`, {
        help: 'start it with `asl local serve`, or name another address with --endpoint',
        cause: error,
      });
    });
    const answer = (await response.json()) as Record<string, unknown>;
    if (response.ok) return answer;
    const error = new Error(String(answer['message'] ?? answer['Message'] ?? response.statusText));
    error.name = String(answer['__type'] ?? 'Error').replace(/^.*#/, '');
    throw error;
  };
}

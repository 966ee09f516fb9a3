import type { IncomingMessage } from 'node:http';
import { foreignReason } from '../endpoint/foreign-request';
import { ServiceError } from '../services';

/** Why a request is not looked at: no web site can start executions here. */
export function refusalOf(request: IncomingMessage, isOpen: boolean): ServiceError | undefined {
  const foreign = foreignReason(request, isOpen);
  if (foreign !== undefined) return new ServiceError('AccessDeniedException', foreign, 403);
  if (request.method !== 'POST')
    return new ServiceError(
      'UnknownOperationException',
      `the Step Functions API accepts POST with X-Amz-Target, not ${String(request.method)}`,
      404,
    );
  return undefined;
}

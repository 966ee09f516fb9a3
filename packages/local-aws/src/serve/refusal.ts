import type { IncomingMessage } from 'node:http';
import { foreignReason } from '../endpoint/foreign-request';
import { ServiceError } from '../services';

/** Why a request is rejected unread, so that web sites cannot start executions here. */
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

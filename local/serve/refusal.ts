import type { IncomingMessage } from 'node:http';
import { ServiceError } from '../services';

/** Hosts that only this computer answers to; `sync-` is what SDKs put before the host for StartSyncExecution. */
const localHost = /^(sync-)?(127\.\d{1,3}\.\d{1,3}\.\d{1,3}|localhost|\[::1\])$/;

/**
 * Why a request is not looked at. A page in a browser can neither name this host nor send `X-Amz-Target` without asking first, which is
 * never granted: so no web site can start executions here.
 */
export function refusalOf(request: IncomingMessage, isOpen: boolean): ServiceError | undefined {
  const host = String(request.headers.host ?? '').replace(/:\d+$/, '');
  if (!isOpen && !localHost.test(host))
    return new ServiceError(
      'AccessDeniedException',
      `requests must name the host 127.0.0.1, this one names ${host}`,
      403,
    );
  if (request.method !== 'POST')
    return new ServiceError(
      'UnknownOperationException',
      `the Step Functions API takes POST with X-Amz-Target, not ${String(request.method)}`,
      404,
    );
  return undefined;
}

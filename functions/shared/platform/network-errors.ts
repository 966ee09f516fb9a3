import { types } from 'node:util';

/**
 * Names an error of the network by its meaning, so that the definitions' retriers match it: `TimeoutError` for a
 * connection that broke or became silent (the SDK's own name for some of these), `ServiceUnavailable` without a
 * connection. The error itself is the cause; every other error, and one with a name of its own, is returned as it is.
 */
export function namedByNetwork(error: unknown): unknown {
  if (!types.isNativeError(error) || !genericNames.includes(error.name)) return error;
  const name = namesByCode[codeOf(error) ?? ''] ?? (brokenMessage.test(error.message) ? 'TimeoutError' : undefined);
  if (name === undefined) return error;
  return Object.assign(new Error(`${meanings[name]}: ${error.message}`, { cause: error }), error, { name });
}

const meanings: Readonly<Record<NetworkErrorName, string>> = {
  TimeoutError: 'the answer did not arrive whole',
  ServiceUnavailable: 'the service could not be reached',
};

/** A response whose connection ended, or became silent, before all of it was received. */
export function brokenAnswer(message: string): Error {
  return Object.assign(new Error(message), { name: 'TimeoutError' });
}

type NetworkErrorName = 'TimeoutError' | 'ServiceUnavailable';

/** Names without meaning: those of Node's errors, of fetch's, and of several addresses tried at once. */
const genericNames: readonly string[] = ['Error', 'TypeError', 'AggregateError'];

const namesByCode: Readonly<Record<string, NetworkErrorName>> = {
  ECONNABORTED: 'TimeoutError',
  ECONNRESET: 'TimeoutError',
  EPIPE: 'TimeoutError',
  ETIMEDOUT: 'TimeoutError',
  ERR_STREAM_PREMATURE_CLOSE: 'TimeoutError',
  UND_ERR_BODY_TIMEOUT: 'TimeoutError',
  UND_ERR_SOCKET: 'TimeoutError',
  EAI_AGAIN: 'ServiceUnavailable',
  ECONNREFUSED: 'ServiceUnavailable',
  EHOSTUNREACH: 'ServiceUnavailable',
  ENETUNREACH: 'ServiceUnavailable',
  ENOTFOUND: 'ServiceUnavailable',
};

/** The messages of Node, fetch and the SDK's checksum, without a code, for an incomplete body. */
const brokenMessage =
  /^(aborted|terminated|socket hang up|premature close|connection lost\b.*|checksum mismatch\b.*)$/is;

/** The code of an error, or of what it was caused by. */
function codeOf(error: Error): string | undefined {
  const { code, cause } = error as { readonly code?: unknown; readonly cause?: unknown };
  if (typeof code === 'string') return code;
  return types.isNativeError(cause) ? codeOf(cause) : undefined;
}

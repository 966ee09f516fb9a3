import type { WebResponse } from '../../endpoint';

/** Returns a response of API Gateway itself. */
export function gatewayAnswer(statusCode: number, message: string): WebResponse {
  return { statusCode, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ message }) };
}

/**
 * Converts a function's result to a response: uses its statusCode, or without one returns 200 and the whole result as JSON. Returns
 * 500 for any other result.
 */
export function functionAnswer(payload: string): WebResponse {
  const answer: unknown = JSON.parse(payload === '' ? 'null' : payload);
  if (typeof answer !== 'object' || answer === null || !('statusCode' in answer))
    return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(answer) };
  const { statusCode, headers = {}, body = '', isBase64Encoded = false } = answer as FunctionResponse;
  if (!Number.isInteger(statusCode) || typeof body !== 'string') return gatewayAnswer(500, 'Internal Server Error');
  const texts = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]);
  return {
    statusCode: Number(statusCode),
    headers: { 'content-type': 'text/plain; charset=utf-8', ...Object.fromEntries(texts) },
    body: isBase64Encoded === true ? Buffer.from(body, 'base64') : body,
  };
}

interface FunctionResponse {
  readonly statusCode?: unknown;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly isBase64Encoded?: unknown;
}

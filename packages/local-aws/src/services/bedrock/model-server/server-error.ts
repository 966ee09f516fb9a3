import { cutText } from '@document-pipelines/asl/terminal';
import { ServiceError } from '../../service';
import type { ModelServer, ServerResponse } from './request-json';

/** Longest message of a server that is repeated, in characters. */
const maxMessageLength = 500;

/** Returns Bedrock's exception for a status other than 2xx, with what the server wrote and without the key. */
export function serverErrorOf(server: ModelServer, { status, text }: ServerResponse): ServiceError {
  const written = writtenIn(text, server);
  const said = written === '' ? '' : `: ${written}`;
  const message = `the model server at ${server.baseUrl} answered with status ${status}${said}`;
  const [name, statusCode] = exceptionOf(status);
  return new ServiceError(name, message, statusCode);
}

function exceptionOf(status: number): readonly [name: string, statusCode: number] {
  if (status === 401 || status === 403) return ['AccessDeniedException', 403];
  if (status === 404) return ['ResourceNotFoundException', 404];
  if (status === 429) return ['ThrottlingException', 429];
  if (status >= 500) return ['ServiceUnavailableException', 503];
  return ['ValidationException', 400];
}

/**
 * Whether the server rejects tools themselves, so that the request is worth sending without them: Ollama of a model without tools (400),
 * vLLM without a parser (400), LM Studio of a tool_choice (400), and llama.cpp without --jinja (500).
 */
export function rejectsTools({ status, text }: ServerResponse): boolean {
  return (
    (status === 400 || status === 422 || status === 500) && /\btools?\b|tool_choice|tool-call/iu.test(messageIn(text))
  );
}

/** Returns a server's error message without the key, cut to the longest length. */
export function writtenIn(text: string, { apiKey }: ModelServer): string {
  const written = messageIn(text);
  return cutText(apiKey === undefined ? written : written.replaceAll(apiKey, '(key)'), maxMessageLength);
}

/** `{error: {message}}` as OpenAI writes it, `{error}`, `{message}`, `{detail}`, or the text itself; on one line. */
function messageIn(text: string): string {
  let value: unknown = text;
  try {
    value = JSON.parse(text);
  } catch {
    // A proxy's page: the text is the message.
  }
  for (const name of ['error', 'message', 'detail']) {
    if (typeof value === 'object' && value !== null && name in value) value = (value as Record<string, unknown>)[name];
  }
  return (typeof value === 'string' ? value : JSON.stringify(value)).replace(/\s+/gu, ' ').trim();
}

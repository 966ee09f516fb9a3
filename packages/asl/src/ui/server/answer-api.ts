import type { IncomingMessage, ServerResponse } from 'node:http';
import { UserError } from '../../language/diagnostics';
import { ApiFile, NotFoundError } from '../pages';
import { ExecutionNotFoundError } from '../sources';
import type { UiServer } from './ui-server';

/** A request of the API whose sender has been checked. */
export interface ApiExchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
}

const maxBodyBytes = 1_000_000;

/** Answers `/api/…`: `live`, `session`, the routes of the pages, and `acts/…`. Errors are JSON too: `{error: {message, help}}`. */
export async function answerApi(ui: UiServer, { request, response, url }: ApiExchange): Promise<void> {
  const path = url.pathname.slice('/api/'.length);
  if (path === 'live' && request.method === 'GET') return ui.live.open(response);
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  try {
    if (request.method === 'POST') return sendJson(response, 200, await runAct(ui, path, request));
    send(response, await answerRoute(ui, path, url.searchParams, gone.signal));
  } catch (error) {
    // The page has left: what its request ends with is no defect.
    if (gone.signal.aborted) return;
    const { statusCode, body } = failureOf(error);
    if (statusCode === 500) ui.options.onDefect?.(error);
    sendJson(response, statusCode, body);
  }
}

async function answerRoute(
  { options }: UiServer,
  path: string,
  query: URLSearchParams,
  signal: AbortSignal,
): Promise<object | unknown> {
  const { source, pages, command, allowsWrites = false } = options;
  if (path === 'session')
    return { command, source: source.label, kind: source.kind, writes: source.kind === 'local' || allowsWrites };
  const route = pages.flatMap(({ routes }) => routes).find((each) => each.path === path);
  if (route === undefined) throw new NotFoundError(`there is no ${path}`);
  return route.answer(query, signal);
}

async function runAct({ acts }: UiServer, path: string, request: IncomingMessage): Promise<object> {
  if (!path.startsWith('acts/')) throw new NotFoundError(`there is no ${path}`);
  return acts.run(path.slice('acts/'.length), await readBody(request));
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length;
    // The rest is read and dropped: a sender that is interrupted does not see the answer.
    if (bytes <= maxBodyBytes) chunks.push(chunk as Buffer);
  }
  if (bytes > maxBodyBytes) throw new UserError(`a request may have ${maxBodyBytes} bytes, this one has ${bytes}`);
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new UserError('the body of the request is not JSON');
  }
}

function send(response: ServerResponse, answer: unknown): void {
  if (!(answer instanceof ApiFile)) {
    sendJson(response, 200, answer);
    return;
  }
  const { content, type, fileName } = answer;
  const isShown = type === 'image/png';
  response
    .writeHead(200, {
      'content-type': isShown ? type : `${type}; charset=utf-8`,
      'content-disposition': `${isShown ? 'inline' : 'attachment'}; filename="${fileName.replaceAll(/[^\w.-]/g, '_')}"`,
    })
    .end(content);
}

function sendJson(response: ServerResponse, statusCode: number, value: unknown): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(statusCode, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(value));
}

function failureOf(error: unknown): { readonly statusCode: number; readonly body: object } {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof UserError) {
    const help = error.help === undefined ? {} : { help: error.help };
    return { statusCode: 422, body: { error: { message: message.split('\n')[0], ...help } } };
  }
  const isMissing = error instanceof NotFoundError || error instanceof ExecutionNotFoundError;
  return { statusCode: isMissing ? 404 : 500, body: { error: { message } } };
}

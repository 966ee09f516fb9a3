import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UserError } from '../../language/diagnostics';
import { Acts } from './acts';
import { answerApi } from './answer-api';
import { Live } from './live';
import { pageBundle } from './page-bundle';
import { RequestCheck } from './request-check';
import { securityHeaders } from './security-headers';
import { answerStatic } from './static-files';
import type { UiOptions, UiServer } from './ui-server';

/** A page that is served on 127.0.0.1. */
export interface ServedUi {
  /** With its token, which works once. */
  readonly address: string;
  /** `http://127.0.0.1:8090`. */
  readonly origin: string;
  close(): Promise<void>;
}

/** Serves the page until it is closed. */
export async function serveUi(options: UiOptions): Promise<ServedUi> {
  const { source, pages, port = 0, allowsWrites = false } = options;
  const bundle = options.bundle ?? (await pageBundle(pages.map(({ module }) => module)));
  const server = createServer();
  await listen(server, port);
  const check = new RequestCheck((server.address() as AddressInfo).port);
  const acts = new Acts(
    pages.flatMap((each) => each.acts ?? []),
    { kind: source.kind, allowsWrites },
  );
  const live = new Live();
  const ui: UiServer = { options, check, acts, live, bundle };
  server.on('request', (request, response) => void answer(ui, request, response));
  const watches = pages.flatMap(({ watch }) => (watch === undefined ? [] : [watch(live)]));
  return {
    address: check.address,
    origin: check.origin,
    async close() {
      for (const end of watches) end();
      live.close();
      await closeServer(server);
    },
  };
}

async function answer(ui: UiServer, request: IncomingMessage, response: ServerResponse): Promise<void> {
  for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
  const { method = 'GET', headers } = request;
  const target = `${ui.check.origin}${request.url ?? '/'}`;
  if (!URL.canParse(target)) return sendText(response, 403, 'this address cannot be read');
  const url = new URL(target);
  const judged = ui.check.judge({ method, url, headers });
  if (judged.kind === 'rejected') return sendText(response, judged.statusCode, judged.reason);
  if (judged.kind === 'redirected') {
    if (judged.cookie !== undefined) response.setHeader('set-cookie', judged.cookie);
    response.writeHead(303, { location: judged.to }).end();
    return;
  }
  try {
    if (url.pathname.startsWith('/api/')) await answerApi(ui, { request, response, url });
    else answerStatic(ui, url.pathname, response);
  } catch (error) {
    ui.options.onDefect?.(error);
    sendText(response, 500, error instanceof Error ? error.message : String(error));
  }
}

function sendText(response: ServerResponse, statusCode: number, text: string): void {
  if (response.headersSent) {
    response.end();
    return;
  }
  response.writeHead(statusCode, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE';
      reject(isTaken ? new UserError(`port ${port} is in use`, { help: 'name another one with --port' }) : error);
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

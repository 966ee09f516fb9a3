import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UserError } from '@document-pipelines/asl/diagnostics';
import { isLoopback } from '../endpoint/foreign-request';
import { answerStatesRequest } from './answer-request';
import { refusalOf } from './refusal';
import type { ServedStates } from './served-states';

/** Where the server listens. */
export interface ListenAddress {
  readonly host: string;
  /** 0: any free port. A port in use is an error that names it. */
  readonly port: number;
}

/** The Step Functions API over HTTP. */
export interface StatesServer {
  /** `http://127.0.0.1:8083`, without a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

/** Starts the server. Only clients on this computer reach it unless `host` is another than a loopback address. */
export async function startServer(states: ServedStates, { host, port }: ListenAddress): Promise<StatesServer> {
  const isOpen = !isLoopback(host);
  const server = createServer((request, response) => answer({ states, request, response, isOpen }));
  // A connection that the server closes when it has been idle would fail the request that is just using it.
  server.keepAliveTimeout = 0;
  await listen(server, { host, port });
  const { port: taken } = server.address() as AddressInfo;
  return { url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}`, close: () => close(server) };
}

interface Answering {
  readonly states: ServedStates;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly isOpen: boolean;
}

function answer({ states, request, response, isOpen }: Answering): void {
  void answerStatesRequest(states, { request, response, refusal: refusalOf(request, isOpen) });
}

function listen(server: Server, { host, port }: ListenAddress): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      reject(
        taken
          ? new UserError(`port ${port} on ${host} is taken: name another with --port, or end who listens there`)
          : error,
      );
    });
    server.listen(port, host, resolve);
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    server.closeAllConnections();
  });
}

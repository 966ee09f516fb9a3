import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttp2Server } from 'node:http2';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { UserError } from '@document-pipelines/asl/diagnostics';

/** Responds to one request. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A port that speaks HTTP/1.1 and, because Bedrock's client insists on it, HTTP/2 without TLS. */
export interface Listener {
  readonly port: number;
  close(): Promise<void>;
}

/** Listens on 127.0.0.1. Throws an error that names the port if it is in use. */
export async function openListener(port: number, answer: Answer): Promise<Listener> {
  const http = createHttpServer(answer);
  // A connection that the server closes when it has been idle would fail the request that is just using it.
  http.keepAliveTimeout = 0;
  // The compatibility layer of HTTP/2 has all members that the endpoint uses.
  const http2 = createHttp2Server((request, response) =>
    answer(request as unknown as IncomingMessage, response as unknown as ServerResponse),
  );
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.once('data', (first: Uint8Array) => {
      socket.pause();
      socket.unshift(first);
      (isHttp2(first) ? http2 : http).emit('connection', socket);
      process.nextTick(() => socket.resume());
    });
  });
  await listen(server, port);
  return { port: (server.address() as AddressInfo).port, close: () => close(server, sockets) };
}

/** HTTP/2 opens with `PRI * HTTP/2.0`. */
function isHttp2(first: Uint8Array): boolean {
  return Buffer.from(first.subarray(0, 3)).toString('latin1') === 'PRI';
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      reject(
        taken
          ? new UserError(`port ${port} on 127.0.0.1 is taken: name another, or end the process that listens on it`)
          : error,
      );
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}

function close(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    for (const socket of sockets) socket.destroy();
  });
}

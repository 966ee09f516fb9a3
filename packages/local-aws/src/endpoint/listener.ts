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

/** Where to listen. */
export interface ListenAddress {
  /** Functions and other commands always use 127.0.0.1; any other address is listened on as well. */
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
}

/** Listens on 127.0.0.1 and on `host`. Throws an error that names the port if it is in use. */
export async function openListener({ host, port }: ListenAddress, answer: Answer): Promise<Listener> {
  const http = createHttpServer(answer);
  // A connection that the server closes when it has been idle would fail the request that is just using it.
  http.keepAliveTimeout = 0;
  // The compatibility layer of HTTP/2 has all members that the endpoint uses.
  const http2 = createHttp2Server((request, response) =>
    answer(request as unknown as IncomingMessage, response as unknown as ServerResponse),
  );
  const sockets = new Set<Socket>();
  const connect = (socket: Socket): void => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.once('data', (first: Uint8Array) => {
      socket.pause();
      socket.unshift(first);
      (isHttp2(first) ? http2 : http).emit('connection', socket);
      process.nextTick(() => socket.resume());
    });
  };
  const servers: Server[] = [];
  const closeAll = async (): Promise<void> => {
    await Promise.all(servers.map((server) => close(server, sockets)));
  };
  let taken = port;
  for (const address of addressesOf(host)) {
    const server = createServer(connect);
    await listen(server, { host: address, port: taken }).catch(async (error) => {
      await closeAll();
      throw error;
    });
    servers.push(server);
    taken = (server.address() as AddressInfo).port;
  }
  return { port: taken, close: closeAll };
}

/** An address for all interfaces holds 127.0.0.1. */
function addressesOf(host: string): readonly string[] {
  if (host === '0.0.0.0' || host === '::') return [host];
  return host === '127.0.0.1' || host === 'localhost' ? ['127.0.0.1'] : ['127.0.0.1', host];
}

/** HTTP/2 opens with `PRI * HTTP/2.0`. */
function isHttp2(first: Uint8Array): boolean {
  return Buffer.from(first.subarray(0, 3)).toString('latin1') === 'PRI';
}

function listen(server: Server, { host, port }: ListenAddress): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      reject(
        taken
          ? new UserError(`port ${port} on ${host} is taken: name another, or end the process that listens on it`)
          : error,
      );
    });
    server.listen(port, host, resolve);
  });
}

function close(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    for (const socket of sockets) socket.destroy();
  });
}

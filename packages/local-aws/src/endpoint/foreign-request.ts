import type { IncomingMessage } from 'node:http';

/** Hosts that are this computer; SDKs use the prefix `sync-` for StartSyncExecution. */
const localHost = /^(sync-)?(127\.\d{1,3}\.\d{1,3}\.\d{1,3}|localhost|\[::1\])$/;

/** Whether only this computer can reach an address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/**
 * Why a request is rejected unread: it names another host than this computer, or a page of another origin sent it. A page in a
 * browser can change neither header. `acceptsAnyHost`: the server was opened to other computers.
 */
export function foreignReason(
  { headers }: Pick<IncomingMessage, 'headers'>,
  acceptsAnyHost = false,
): string | undefined {
  const authority = String(headers.host ?? headers[':authority'] ?? '');
  const host = authority.replace(/:\d+$/, '');
  if (!acceptsAnyHost && !localHost.test(host)) return `requests must name the host 127.0.0.1, this one names ${host}`;
  const { origin } = headers;
  if (origin === undefined || origin === `http://${authority}`) return undefined;
  return `requests of pages must come from http://${authority}, this one comes from ${origin}`;
}

/** A parsed address of a model server. */
export type ServerAddress =
  | { readonly baseUrl: string; readonly isLoopback: boolean; readonly isEncrypted: boolean }
  | { readonly problem: string };

/** Parses an address; without a path, `/v1` is meant. */
export function readServerAddress(text: string): ServerAddress {
  if (!URL.canParse(text)) return { problem: 'it is not a URL such as http://127.0.0.1:11434' };
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return { problem: `it must begin with http:// or https://, not ${url.protocol}` };
  }
  if (url.username !== '' || url.password !== '') return { problem: 'it must not contain a user name or password' };
  if (url.search !== '' || url.hash !== '') return { problem: 'it must not contain ? or #' };
  const path = url.pathname.replace(/\/+$/u, '');
  return {
    baseUrl: `${url.origin}${path === '' ? '/v1' : path}`,
    isLoopback: isLoopbackName(url.hostname),
    isEncrypted: url.protocol === 'https:',
  };
}

/** The URL parser has written other forms of an IPv4 address as four numbers. */
function isLoopbackName(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/u.test(hostname);
}

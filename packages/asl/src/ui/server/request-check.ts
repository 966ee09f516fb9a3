import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** A request as far as it is judged. */
export interface JudgedRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
}

/** What becomes of a request. */
export type Judgement =
  | { readonly kind: 'served' }
  /** The token of the address is exchanged for a cookie. */
  | { readonly kind: 'redirected'; readonly to: string; readonly cookie?: string }
  | { readonly kind: 'rejected'; readonly statusCode: 401 | 403 | 405 | 415; readonly reason: string };

/**
 * Judges who may ask. Guards that the token of the printed address works once, and that a page of another origin is rejected even where the
 * browser sends the cookie: cookies are shared by all ports of a host, and another port of 127.0.0.1 is the same site.
 * https://www.rfc-editor.org/rfc/rfc6265#section-8.5, https://www.w3.org/TR/fetch-metadata/
 */
export class RequestCheck {
  private readonly token = randomBytes(32).toString('base64url');
  private readonly session = randomBytes(32).toString('base64url');
  private isTokenUsed = false;
  private readonly authority: string;

  constructor(port: number) {
    this.authority = `127.0.0.1:${port}`;
  }

  /** The address for the person who started the server. */
  get address(): string {
    return `http://${this.authority}/?token=${this.token}`;
  }

  get origin(): string {
    return `http://${this.authority}`;
  }

  judge(request: JudgedRequest): Judgement {
    const { method, url, headers } = request;
    if (headers.host !== this.authority) return rejected(403, `requests must name the host ${this.authority}`);
    if (headers.origin !== undefined && headers.origin !== this.origin)
      return rejected(403, `requests of pages must come from ${this.origin}`);
    if (method !== 'GET' && method !== 'POST') return rejected(405, `${method} is not supported`);
    const given = url.searchParams.get('token');
    if (given !== null && method === 'GET' && !url.pathname.startsWith('/api/')) return this.exchange(given, request);
    if (!this.hasSession(headers))
      return rejected(401, 'this browser has no session: open the address that the command printed');
    return url.pathname.startsWith('/api/') ? this.judgeApi(request) : judgePage(request);
  }

  private exchange(given: string, { url, headers }: JudgedRequest): Judgement {
    const to = url.pathname.startsWith('//') ? '/' : url.pathname;
    if (this.hasSession(headers)) return { kind: 'redirected', to };
    if (this.isTokenUsed || !isSame(given, this.token))
      return rejected(401, 'this address has been used, or is of an earlier start: start the command again');
    this.isTokenUsed = true;
    const cookie = `${this.cookieName}=${this.session}; HttpOnly; SameSite=Strict; Path=/`;
    return { kind: 'redirected', to, cookie };
  }

  private judgeApi({ method, headers }: JudgedRequest): Judgement {
    // A page whose name was rebound to this address sends GETs without an Origin; a browser cannot be made to send another value here.
    if (headers['sec-fetch-site'] !== 'same-origin')
      return rejected(403, 'the API answers requests of its own page: Sec-Fetch-Site must be same-origin');
    if (method === 'GET') return { kind: 'served' };
    if (headers.origin !== this.origin) return rejected(403, `requests of pages must come from ${this.origin}`);
    if (!/^application\/json(; *charset=utf-8)?$/i.test(headers['content-type'] ?? ''))
      return rejected(415, 'a POST must be application/json');
    return { kind: 'served' };
  }

  private hasSession({ cookie = '' }: IncomingHttpHeaders): boolean {
    const pairs = cookie.split(/; */).map((pair) => pair.split('='));
    return pairs.some(([name, value = '']) => name === this.cookieName && isSame(value, this.session));
  }

  /** Other servers on this computer get it too, if the name is theirs. */
  private get cookieName(): string {
    return `asl-ui-${this.authority.split(':')[1]}`;
  }
}

function judgePage({ method, headers }: JudgedRequest): Judgement {
  if (method !== 'GET') return rejected(405, `${method} is for the API`);
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    return rejected(403, 'another page asked for this one: open it by its address');
  return { kind: 'served' };
}

function rejected(statusCode: 401 | 403 | 405 | 415, reason: string): Judgement {
  return { kind: 'rejected', statusCode, reason };
}

function isSame(given: string, secret: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(secret)];
  return a.length === b.length && timingSafeEqual(a, b);
}

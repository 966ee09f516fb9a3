import { request } from 'node:http';
import { UserError } from '../../language/diagnostics';
import { ApiFile, type UiPages } from '../pages';
import { apiSource } from '../sources';
import { type ServedUi, serveUi } from './serve-ui';
import type { UiOptions } from './ui-server';

/** A request that ends when its page has left. */
const slow = (() => {
  const of = () => {
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    return { ended, end };
  };
  const [begin, leave] = [of(), of()];
  return { begun: begin.ended, begin: begin.end, left: leave.ended, leave: leave.end };
})();

const pages: UiPages = {
  module: '/none',
  routes: [
    { path: 'greeting', answer: async (query) => ({ hello: query.get('name') }) },
    { path: 'mistake', answer: async () => Promise.reject(new UserError('no such page', { help: 'name another' })) },
    { path: 'defect', answer: async () => Promise.reject(new TypeError('a defect')) },
    {
      path: 'slow',
      answer: (_query, signal) =>
        new Promise((_resolve, reject) => {
          slow.begin();
          signal.addEventListener('abort', () => {
            reject(signal.reason);
            slow.leave();
          });
        }),
    },
    { path: 'image', answer: async () => new ApiFile(Buffer.from('png'), 'image/png', 'a page.png') },
  ],
  acts: [
    {
      name: 'reviews/approve',
      check: (input) => (Array.isArray(input) ? input.map(String) : fail('name the reviews')),
      describe: (input) => `Approve ${(input as string[]).join(', ')}`,
      run: async (input) => ({ approved: input }),
    },
  ],
};
const bundle = { script: 'start()', style: 'body{}' };
const sourceOf = (kind: 'local' | 'aws') => apiSource(async () => ({}), { kind, label: 'dev', region: 'us-east-1' });

function fail(message: string): never {
  throw new UserError(message);
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

let ui: ServedUi;
const defects: unknown[] = [];
const opened: ServedUi[] = [];

async function start(kind: 'local' | 'aws' = 'local', more: Partial<UiOptions> = {}): Promise<ServedUi> {
  const started = await serveUi({
    source: sourceOf(kind),
    pages: [pages],
    command: 'asl ui',
    bundle,
    onDefect: (error) => defects.push(error),
    ...more,
  });
  opened.push(started);
  return started;
}

/** Sends exactly these headers, as no browser would be made to. */
function ask(
  path: string,
  {
    headers = {},
    method = 'GET',
    body = '',
    to = ui,
  }: { headers?: object; method?: string; body?: string; to?: ServedUi } = {},
): Promise<Answer> {
  const { port } = new URL(to.origin);
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port, path, method, headers: { host: `127.0.0.1:${port}`, ...headers } },
      (response) => {
        let text = '';
        response.on('data', (chunk) => {
          text += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/** What a browser sends of the page itself. */
async function signIn(to = ui): Promise<{ readonly cookie: string; readonly 'sec-fetch-site': string }> {
  const { pathname, search } = new URL(to.address);
  const answer = await ask(pathname + search, { to });
  const [cookie = ''] = answer.headers['set-cookie'] as string[];
  return { cookie: cookie.split(';')[0] as string, 'sec-fetch-site': 'same-origin' };
}

beforeEach(async () => {
  ui = await start();
});
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});

describe('the token of the address', () => {
  it('is exchanged once for a cookie with the port in its name, and redirected away', async () => {
    const { pathname, search, port } = new URL(ui.address);
    const first = await ask(pathname + search);
    expect(first).toMatchObject({ status: 303, headers: { location: '/', 'referrer-policy': 'no-referrer' } });
    const [cookie] = first.headers['set-cookie'] as string[];
    expect(cookie).toMatch(new RegExp(`^asl-ui-${port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`));

    const second = await ask(pathname + search);
    expect(second.status).toBe(401);
    expect(second.headers).not.toHaveProperty('set-cookie');
    // The same browser may open it again.
    expect((await ask(pathname + search, { headers: await headersWith(cookie) })).status).toBe(303);
  });

  it('opens nothing if it is another one', async () => {
    expect((await ask('/?token=AAAA')).status).toBe(401);
    expect((await ask('/')).status).toBe(401);
    expect((await ask('/api/greeting', { headers: { 'sec-fetch-site': 'same-origin' } })).status).toBe(401);
  });
});

async function headersWith(cookie: string | undefined) {
  return { cookie: (cookie ?? '').split(';')[0] as string };
}

describe('the page', () => {
  it('is served to its session, with a strict policy, at every address', async () => {
    const headers = await signIn();
    for (const path of ['/', '/executions/machine/name?state=A']) {
      const answer = await ask(path, { headers: { cookie: headers.cookie, 'sec-fetch-site': 'none' } });
      expect(answer).toMatchObject({
        status: 200,
        headers: { 'content-type': 'text/html; charset=utf-8', 'x-content-type-options': 'nosniff' },
      });
      expect(answer.headers['content-security-policy']).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
      );
    }
    expect((await ask('/assets/page.js', { headers })).body).toBe('start()');
    expect((await ask('/', { headers: { ...headers, 'sec-fetch-site': 'cross-site' } })).status).toBe(403);
  });
});

describe('a request of the API', () => {
  it('is answered to its own page', async () => {
    const headers = await signIn();
    expect(await ask('/api/greeting?name=A', { headers })).toMatchObject({ status: 200, body: '{"hello":"A"}' });
    expect(JSON.parse((await ask('/api/session', { headers })).body)).toEqual({
      command: 'asl ui',
      source: 'dev',
      kind: 'local',
      writes: true,
    });
    expect(await ask('/api/image', { headers })).toMatchObject({
      body: 'png',
      headers: { 'content-disposition': 'inline; filename="a_page.png"' },
    });
  });

  it.each([
    ['names a rebound host', { host: 'attacker.example' }],
    ['names another port', { host: '127.0.0.1:1' }],
    ['names localhost', { host: 'localhost' }],
    ['comes from another port', { origin: 'http://127.0.0.1:3000' }],
    ['comes from a page of the same site', { 'sec-fetch-site': 'same-site' }],
    ['comes from another site', { 'sec-fetch-site': 'cross-site' }],
    ['does not say where it comes from', { 'sec-fetch-site': '' }],
  ])('is rejected if it %s, even with the cookie', async (_what, wrong) => {
    const headers = await signIn();
    expect((await ask('/api/greeting', { headers: { ...headers, ...wrong } })).status).toBe(403);
  });

  it('is rejected with the cookie of another server, or a method that it has not', async () => {
    const headers = await signIn();
    const other = await start();
    expect((await ask('/api/greeting', { headers, to: other })).status).toBe(401);
    expect((await ask('/api/greeting', { headers, method: 'PUT' })).status).toBe(405);
    expect((await ask('/', { headers, method: 'POST' })).status).toBe(405);
  });

  it('has an error of a person, of a route and of the server as JSON', async () => {
    const headers = await signIn();
    expect(await ask('/api/mistake', { headers })).toMatchObject({
      status: 422,
      body: '{"error":{"message":"no such page","help":"name another"}}',
    });
    expect(await ask('/api/nothing', { headers })).toMatchObject({
      status: 404,
      body: '{"error":{"message":"there is no nothing"}}',
    });
    expect(await ask('/api/defect', { headers })).toMatchObject({
      status: 500,
      body: '{"error":{"message":"a defect"}}',
    });
    expect(defects).toEqual([expect.any(TypeError)]);
  });
});

it('that its page gives up is no defect', async () => {
  const headers = await signIn();
  const { port } = new URL(ui.origin);
  const before = defects.length;
  const sent = request({
    host: '127.0.0.1',
    port,
    path: '/api/slow',
    headers: { host: `127.0.0.1:${port}`, ...headers },
  });
  sent.on('error', () => undefined);
  sent.end();
  await slow.begun;
  sent.destroy();
  await slow.left;
  await ask('/api/greeting', { headers });
  expect(defects.length).toBe(before);
});

describe('an act', () => {
  const post = async (to: ServedUi, body: object, headers: object, more: object = {}) =>
    ask('/api/acts/reviews/approve', {
      to,
      method: 'POST',
      body: JSON.stringify(body),
      headers: { origin: to.origin, 'content-type': 'application/json', ...headers, ...more },
    });

  it('is carried out locally at once, for JSON of its own page only', async () => {
    const headers = await signIn();
    expect(await post(ui, { input: ['a'] }, headers)).toMatchObject({
      status: 200,
      body: '{"done":{"approved":["a"]}}',
    });
    expect((await post(ui, { input: ['a'] }, headers, { origin: 'null' })).status).toBe(403);
    expect((await post(ui, { input: ['a'] }, headers, { 'content-type': 'text/plain' })).status).toBe(415);
    expect(
      (await post(ui, { input: ['a'] }, headers, { 'content-type': 'application/x-www-form-urlencoded' })).status,
    ).toBe(415);
    expect(await post(ui, { input: 'a'.repeat(1_200_000) }, headers)).toMatchObject({
      status: 422,
      body: expect.stringContaining('a request may have 1000000 bytes'),
    });
    expect(await post(ui, { input: 'all' }, headers)).toMatchObject({
      status: 422,
      body: '{"error":{"message":"name the reviews"}}',
    });
  });

  it('is rejected on an account without --write', async () => {
    const account = await start('aws');
    const answer = await post(account, { input: ['a'] }, await signIn(account));
    expect(answer).toMatchObject({ status: 422, body: expect.stringContaining('an account is shown read-only') });
  });

  it('is confirmed on an account, once, with what was shown', async () => {
    const account = await start('aws', { allowsWrites: true });
    const headers = await signIn(account);
    const { confirm } = JSON.parse((await post(account, { input: ['a'] }, headers)).body);
    expect(confirm.text).toBe('Approve a');
    const other = JSON.parse((await post(account, { input: ['a', 'b'], confirmation: confirm.code }, headers)).body);
    expect(other.confirm.text).toBe('Approve a, b');
    const confirmed = { input: ['a'], confirmation: confirm.code };
    expect((await post(account, confirmed, headers)).body).toBe('{"done":{"approved":["a"]}}');
    expect(JSON.parse((await post(account, confirmed, headers)).body)).toHaveProperty('confirm');
  });
});

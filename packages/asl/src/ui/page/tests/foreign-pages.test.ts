import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { describeInBrowser, reboundHost } from './open-browser';
import { type ServedSample, serveSample } from './served-sample';

/** A page that asks the API for everything that a page can ask for. */
const attacks = (target: string) => `<!doctype html><title>another page</title>
<form id="form" method="post" enctype="text/plain" target="frame" action="${target}/api/acts/sample"><input name='{"input":1,"x":"' value='"}'></form>
<iframe name="frame"></iframe><iframe src="${target}/executions"></iframe>
<img src="${target}/api/executions">
<script type="module">
const results = [];
const ask = async (path, options) => {
  try { const answer = await fetch('${target}' + path, options); results.push(path + ' ' + answer.type + ' ' + answer.status + ' ' + (await answer.text()).slice(0, 20)); }
  catch { results.push(path + ' failed'); }
};
await ask('/api/executions', { credentials: 'include' });
await ask('/api/executions', { credentials: 'include', mode: 'no-cors' });
await ask('/api/acts/sample', { method: 'POST', credentials: 'include', mode: 'no-cors', body: '{"input":2}' });
await ask('/api/acts/sample', { method: 'POST', credentials: 'include', headers: { 'content-type': 'application/json' }, body: '{"input":3}' });
const live = new EventSource('${target}/api/live', { withCredentials: true });
await new Promise((resolve) => { live.onerror = resolve; live.onopen = () => { results.push('live opened'); resolve(); }; });
live.close();
document.getElementById('form').submit();
await new Promise((resolve) => setTimeout(resolve, 300));
document.body.dataset.results = JSON.stringify(results);
</script>`;

describeInBrowser('a page of another origin', () => {
  let sample: ServedSample;
  let other: Server;
  let port: string;

  beforeAll(async () => {
    sample = await serveSample(20);
    port = new URL(sample.ui.origin).port;
    other = createServer((request, response) => {
      const target = new URL(request.url ?? '/', 'http://other').searchParams.get('target') ?? '';
      response.writeHead(200, { 'content-type': 'text/html' }).end(attacks(target));
    });
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    await sample?.close();
    other?.close();
    other?.closeAllConnections();
  });

  /** Opens the page in the same browser; returns what it got, and the statuses of everything that it asked for. */
  async function attack(host: string, target: string) {
    const page: Page = await sample.context.newPage();
    const statuses: number[] = [];
    page.on('response', (response) => {
      if (response.url().startsWith(target)) statuses.push(response.status());
    });
    await page.goto(`http://${host}:${(other.address() as AddressInfo).port}/?target=${encodeURIComponent(target)}`);
    await page.waitForSelector('body[data-results]');
    const results = JSON.parse((await page.locator('body').getAttribute('data-results')) ?? '[]') as string[];
    await page.close();
    return { results, statuses };
  }

  it('on another port of 127.0.0.1 gets nothing, although the browser sends it the cookie', async () => {
    const { results, statuses } = await attack('127.0.0.1', sample.ui.origin);
    expect(results).toEqual([
      '/api/executions failed',
      '/api/executions failed',
      '/api/acts/sample failed',
      '/api/acts/sample failed',
    ]);
    expect(statuses.length).toBeGreaterThan(0);
    expect(statuses.filter((status) => status < 400)).toEqual([]);
    expect(sample.acted).toEqual([]);
  });

  it('with a name that was rebound to 127.0.0.1 gets nothing, from its own port either', async () => {
    const rebound = `http://${reboundHost}:${port}`;
    const { results, statuses } = await attack(reboundHost, rebound);
    expect(results.filter((result) => / 200 |opened/.test(result))).toEqual([]);
    expect(statuses.filter((status) => status < 400)).toEqual([]);

    const page = await sample.context.newPage();
    for (const path of ['/', '/executions', '/assets/page.js', '/?token=1', '/api/executions'])
      expect((await page.goto(rebound + path))?.status()).toBe(403);
    // As the rebound page itself would: same-origin for the browser, without an Origin header.
    expect(await page.evaluate(async () => (await fetch('/api/executions')).status)).toBe(403);
    await page.close();
    expect(sample.acted).toEqual([]);
  });

  it('does not hinder the page itself, which runs no string and loads nothing from elsewhere', async () => {
    const { page, troubles } = sample;
    await page.waitForSelector('table[aria-rowcount="21"]');
    const refused = await page.evaluate(() => {
      const tried = (run: () => unknown): string => {
        try {
          run();
          return 'done';
        } catch (error) {
          return (error as Error).name;
        }
      };
      return [
        tried(() => {
          document.body.innerHTML = '<b>text</b>';
        }),
        tried(() => document.body.insertAdjacentHTML('beforeend', '<b>text</b>')),
        document.cookie,
      ];
    });
    expect(refused).toEqual(['TypeError', 'TypeError', '']);
    expect(troubles).toEqual([]);
    const answer = await page.evaluate(async () => {
      const headers = { 'content-type': 'application/json' };
      return (await fetch('/api/acts/sample', { method: 'POST', headers, body: '{"input":"own"}' })).status;
    });
    expect([answer, sample.acted]).toEqual([200, ['own']]);
  });
});

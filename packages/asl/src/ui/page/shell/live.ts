import { signal } from '@preact/signals';

/** How the page learns of changes. `lost`: the server does not answer; what is shown is as of `seenAt`. */
export const connection = signal<{ readonly kind: 'connecting' | 'live' | 'lost'; readonly seenAt: number }>({
  kind: 'connecting',
  seenAt: Date.now(),
});

/** Milliseconds between requests while there are no events. */
const pollEvery = 2_000;

const listeners = new Map<string, Set<() => void>>();
let events: EventSource | undefined;
let polling: number | undefined;

/** Calls back when a topic has changed, and after a gap. Returns what ends it. */
export function onChange(topic: string, listener: () => void): () => void {
  const of = listeners.get(topic) ?? new Set();
  listeners.set(topic, of.add(listener));
  return () => of.delete(listener);
}

/** Listens while the page is visible: a browser has six connections for a host, over all of its tabs. */
export function startLive(): void {
  document.addEventListener('visibilitychange', () => (document.hidden ? stop() : start()));
  if (!document.hidden) start();
}

function start(): void {
  if (events !== undefined) return;
  events = new EventSource('/api/live');
  events.addEventListener('open', () => {
    window.clearInterval(polling);
    polling = undefined;
    see('live');
  });
  // The first event of a connection: something may have changed before it.
  events.addEventListener('open', () => callAll());
  events.addEventListener('changed', (event) => {
    see('live');
    for (const topic of JSON.parse((event as MessageEvent<string>).data) as string[])
      for (const listener of listeners.get(topic) ?? []) listener();
  });
  events.addEventListener('error', () => {
    connection.value = { ...connection.value, kind: 'lost' };
    polling ??= window.setInterval(callAll, pollEvery);
    // A server that is gone has closed it for good in some browsers.
    if (events?.readyState === EventSource.CLOSED) {
      stop();
      window.setTimeout(() => (document.hidden ? undefined : start()), pollEvery);
    }
  });
}

function stop(): void {
  events?.close();
  events = undefined;
  window.clearInterval(polling);
  polling = undefined;
}

function callAll(): void {
  for (const of of listeners.values()) for (const listener of of) listener();
}

function see(kind: 'live'): void {
  connection.value = { kind, seenAt: Date.now() };
}

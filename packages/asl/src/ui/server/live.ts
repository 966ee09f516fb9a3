import type { ServerResponse } from 'node:http';
import type { LiveTopics } from '../pages';

/** Milliseconds between signs of life: a page that gets none polls. */
const heartbeat = 15_000;
/** Milliseconds in which changes of a topic are one event. */
const together = 150;

/** Sends the names of changed topics to the open pages, as server-sent events. https://html.spec.whatwg.org/multipage/server-sent-events.html */
export class Live implements LiveTopics {
  private readonly pages = new Set<ServerResponse>();
  private readonly waiting = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private lastId = 0;
  private readonly beats = setInterval(() => this.write(': alive\n\n'), heartbeat).unref();

  isWatched(): boolean {
    return this.pages.size > 0;
  }

  /** Keeps a response open. */
  open(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    // At once, so that the page knows; after a gap it reads everything again.
    response.write(`retry: 2000\nid: ${this.lastId}\nevent: open\ndata: {}\n\n`);
    this.pages.add(response);
    response.on('close', () => this.pages.delete(response));
  }

  publish(topic: string): void {
    this.waiting.add(topic);
    this.timer ??= setTimeout(() => this.send(), together);
  }

  close(): void {
    clearInterval(this.beats);
    clearTimeout(this.timer);
    for (const response of this.pages) response.end();
  }

  private send(): void {
    this.timer = undefined;
    const topics = [...this.waiting];
    this.waiting.clear();
    this.lastId += 1;
    this.write(`id: ${this.lastId}\nevent: changed\ndata: ${JSON.stringify(topics)}\n\n`);
  }

  private write(text: string): void {
    for (const response of this.pages) response.write(text);
  }
}

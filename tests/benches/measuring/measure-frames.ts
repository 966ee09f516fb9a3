import type { CDPSession, Page } from 'playwright-core';

/** What moves in the page. */
export type Movement =
  /** An element is scrolled to its end, so many pixels a frame. */
  | { readonly kind: 'scroll'; readonly of: string; readonly pixels: number }
  /** A key is pressed in an element, one after the other: each after the frame that shows the one before. */
  | { readonly kind: 'press'; readonly of: string; readonly key: string; readonly times: number };

/** How long frames took. */
export interface FrameTimes {
  readonly frames: number;
  /** From one frame to the next, sorted. */
  readonly milliseconds: readonly number[];
  /** Processor milliseconds of the main thread for a frame: all of it, and its largest parts. */
  readonly processor: Readonly<Record<'all' | 'script' | 'style' | 'layout', number>>;
  /** Milliseconds of tasks longer than 50. https://www.w3.org/TR/longtasks-1/ */
  readonly pauses: readonly number[];
}

/** Moves something and measures every frame meanwhile. The trace's time domain is `threadTicks`. */
export async function measureFrames(
  { page, trace }: { readonly page: Page; readonly trace: CDPSession },
  movement: Movement,
): Promise<FrameTimes> {
  const before = await readMetrics(trace);
  const { times, pauses } = await page.evaluate(move, movement);
  const after = await readMetrics(trace);
  const milliseconds = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  const frames = milliseconds.length;
  const each = (name: string): number => (((after.get(name) ?? 0) - (before.get(name) ?? 0)) * 1_000) / frames;
  return {
    frames,
    milliseconds: milliseconds.sort((a, b) => a - b),
    processor: {
      all: each('TaskDuration'),
      script: each('ScriptDuration'),
      style: each('RecalcStyleDuration'),
      layout: each('LayoutDuration'),
    },
    pauses,
  };
}

async function readMetrics(trace: CDPSession): Promise<ReadonlyMap<string, number>> {
  const { metrics } = await trace.send('Performance.getMetrics');
  return new Map(metrics.map(({ name, value }) => [name, value]));
}

// What `move` uses of a browser: the types of the DOM are those of the page's sources alone.
interface MovedElement {
  scrollTop: number;
  readonly scrollHeight: number;
  readonly clientHeight: number;
  focus(): void;
  dispatchEvent(event: object): boolean;
}
interface TaskList {
  getEntries(): readonly { readonly duration: number }[];
}
interface TaskObserver {
  observe(options: { readonly type: 'longtask' }): void;
  disconnect(): void;
}
declare const document: { querySelector(selector: string): MovedElement | null };
declare const requestAnimationFrame: (callback: (time: number) => void) => void;
declare const PerformanceObserver: new (callback: (list: TaskList) => void) => TaskObserver;
declare const KeyboardEvent: new (type: 'keydown', options: object) => object;

/** Runs in the page. */
async function move(movement: Movement): Promise<{ readonly times: number[]; readonly pauses: number[] }> {
  const element = document.querySelector(movement.of) as MovedElement;
  const times: number[] = [];
  const pauses: number[] = [];
  const observer = new PerformanceObserver((list) => {
    pauses.push(...list.getEntries().map(({ duration }) => duration));
  });
  observer.observe({ type: 'longtask' });
  element.focus();
  if (movement.kind === 'scroll') element.scrollTop = 0;
  let pressed = 0;
  for (;;) {
    times.push(await new Promise<number>((resolve) => requestAnimationFrame(resolve)));
    if (movement.kind === 'scroll') {
      const { scrollTop, scrollHeight, clientHeight } = element;
      if (scrollTop + clientHeight >= scrollHeight - 1 || times.length > 600) break;
      element.scrollTop = scrollTop + movement.pixels;
    } else if (times.length % 3 === 0) {
      if (pressed === movement.times) break;
      pressed += 1;
      element.dispatchEvent(new KeyboardEvent('keydown', { key: movement.key, bubbles: true, cancelable: true }));
    }
  }
  // Those of the last frames are reported later.
  await new Promise((resolve) => setTimeout(resolve, 200));
  observer.disconnect();
  return { times, pauses };
}

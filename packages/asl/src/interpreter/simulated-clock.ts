import type { Clock } from './clock';

interface Sleeper {
  readonly wakesAt: number;
  readonly order: number;
  wake(): void;
}

/**
 * Time that passes only when everything waits: once all pending work has run, the clock moves to the earliest sleeper
 * and wakes all that are due then, in the order in which they started to sleep. A year takes no real time, and the same
 * run has the same times. Work outside of promises (files, sockets) is invisible to it: run that inside
 * `standStillDuring`.
 */
export class SimulatedClock implements Clock {
  private time: number;
  private order = 0;
  private held = 0;
  private turnDue = false;
  private readonly sleepers: Sleeper[] = [];

  /** @param startsAt milliseconds since 1970; default 2026-01-01T00:00:00Z */
  constructor(startsAt = Date.UTC(2026, 0, 1)) {
    this.time = startsAt;
  }

  now(): number {
    return this.time;
  }

  sleep(seconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) return reject(signal.reason);
      const sleeper: Sleeper = {
        wakesAt: this.time + Math.max(0, Math.ceil(seconds * 1000)),
        order: this.order++,
        wake: () => {
          signal?.removeEventListener('abort', onAbort);
          resolve();
        },
      };
      const onAbort = (): void => {
        removeFrom(this.sleepers, sleeper);
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      insertInto(this.sleepers, sleeper);
      this.takeTurnLater();
    });
  }

  async standStillDuring<T>(work: () => Promise<T>): Promise<T> {
    this.held++;
    try {
      return await work();
    } finally {
      this.held--;
      this.takeTurnLater();
    }
  }

  /** All promises that can settle have settled before the event loop reaches an immediate: that is when time may pass. */
  private takeTurnLater(): void {
    if (this.turnDue) return;
    this.turnDue = true;
    setImmediate(() => {
      this.turnDue = false;
      this.takeTurn();
    });
  }

  private takeTurn(): void {
    const first = this.sleepers.at(-1);
    if (this.held > 0 || first === undefined) return;
    this.time = Math.max(this.time, first.wakesAt);
    while (this.sleepers.at(-1)?.wakesAt === first.wakesAt) this.sleepers.pop()?.wake();
    this.takeTurnLater();
  }
}

/** Keeps the list in descending order, so that the earliest sleeper is the last. */
function insertInto(sleepers: Sleeper[], sleeper: Sleeper): void {
  sleepers.splice(indexOf(sleepers, sleeper), 0, sleeper);
}

function removeFrom(sleepers: Sleeper[], sleeper: Sleeper): void {
  const index = indexOf(sleepers, sleeper);
  if (sleepers[index] === sleeper) sleepers.splice(index, 1);
}

/** How many sleepers wake after this one. */
function indexOf(sleepers: readonly Sleeper[], sleeper: Sleeper): number {
  let low = 0;
  let high = sleepers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = sleepers[middle]!;
    const wakesLater =
      other.wakesAt > sleeper.wakesAt || (other.wakesAt === sleeper.wakesAt && other.order > sleeper.order);
    if (wakesLater) low = middle + 1;
    else high = middle;
  }
  return low;
}

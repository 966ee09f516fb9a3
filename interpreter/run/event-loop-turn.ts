import type { Clock } from '../clock';

/** Resolves when the event loop has had its turn; no simulated time passes meanwhile. */
export function eventLoopTurn(clock: Clock): Promise<void> {
  return withoutTime(clock, () => new Promise((resolve) => setImmediate(resolve)));
}

/** Does work that the clock cannot see (files, sockets) while no simulated time passes. */
export function withoutTime<T>(clock: Clock, work: () => Promise<T>): Promise<T> {
  return clock.standStillDuring === undefined ? work() : clock.standStillDuring(work);
}

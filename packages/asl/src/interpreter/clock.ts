import { steadyTime } from './steady-time';

/** Time as the interpreter uses it: read it, and wait for it to pass. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
  /** Resolves after `seconds` (0 or less: in the next turn); rejects with the signal's reason when it is aborted. */
  sleep(seconds: number, signal?: AbortSignal): Promise<void>;
  /**
   * Runs work that takes real time while the time of this clock does not pass; a real clock does not have this method.
   */
  standStillDuring?<T>(work: () => Promise<T>): Promise<T>;
}

/** The longest delay of setTimeout (2^31 - 1 ms); a longer one would fire at once, so long sleeps are split. */
const longestDelayMs = 2 ** 31 - 1;

/** The computer's own time, which continues at its pace if it is set back. */
export const realClock: Clock = {
  now: steadyTime(
    () => Date.now(),
    () => performance.now(),
  ),
  sleep: (seconds, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(signal.reason);
        return;
      }
      const until = performance.now() + seconds * 1000;
      const nap = (left: number): NodeJS.Timeout =>
        setTimeout(() => wake(until - performance.now()), Math.min(Math.ceil(left), longestDelayMs));
      const onAbort = (): void => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const wake = (left: number): void => {
        if (left > 0) {
          timer = nap(left);
        } else {
          signal?.removeEventListener('abort', onAbort);
          resolve();
        }
      };
      let timer = nap(seconds * 1000);
      signal?.addEventListener('abort', onAbort, { once: true });
    }),
};

/** The clock, or one that is as far ahead of it as `moment` is: what was recorded until then stays in the past. */
export function clockNotBefore(clock: Clock, moment: number): Clock {
  const aheadBy = moment - clock.now();
  if (aheadBy <= 0) return clock;
  return { now: () => clock.now() + aheadBy, sleep: (seconds, signal) => clock.sleep(seconds, signal) };
}

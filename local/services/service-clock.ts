import { realClock } from '../../interpreter';

/** Time, as far as storage and messaging need it; the interpreter's Clock is one. */
export interface ServiceClock {
  /** Milliseconds since the epoch. */
  now(): number;
  sleep(seconds: number, signal?: AbortSignal): Promise<void>;
}

/** The computer's own time, which is never set back. A pending sleep does not hold the process. */
export const computerClock: ServiceClock = {
  now: realClock.now,
  sleep: (seconds, signal) =>
    new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, seconds * 1000);
      timer.unref();
      signal?.addEventListener('abort', end);
      if (signal?.aborted === true) end();
    }),
};

/** As computerClock, by the computer's time of day, whatever that is set to: for what is due at a moment that others name. */
export const timeOfDayClock: ServiceClock = { ...computerClock, now: () => Date.now() };

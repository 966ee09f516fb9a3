import { realClock } from '@document-pipelines/asl/interpreter';

/** The clock that storage and messaging use; the interpreter's Clock is one. */
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

/** As computerClock, but uses the computer's time of day, also if it is changed: for calls that are due at a given time. */
export const timeOfDayClock: ServiceClock = { ...computerClock, now: () => Date.now() };

/** Time, as far as storage and messaging need it; the interpreter's Clock is one. */
export interface ServiceClock {
  /** Milliseconds since the epoch. */
  now(): number;
  sleep(seconds: number, signal?: AbortSignal): Promise<void>;
}

/** The computer's own time. A pending sleep does not hold the process. */
export const computerClock: ServiceClock = {
  now: () => Date.now(),
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

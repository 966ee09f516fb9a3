/**
 * Returns the time of day for durations and waits: milliseconds since 1970 that never run backwards. If the computer's
 * time is set back, this continues from where it was, at the pace of `elapsed`; if it is set forward, this follows.
 */
export function steadyTime(timeOfDay: () => number, elapsed: () => number): () => number {
  let latest = timeOfDay();
  let mark = elapsed();
  return () => {
    const now = elapsed();
    latest = Math.max(timeOfDay(), latest + (now - mark));
    mark = now;
    return Math.trunc(latest);
  };
}

/** Milliseconds from one moment to a later one; 0 if the computer's time was set back between them. */
export function millisecondsBetween(start: number, end: number): number {
  return Math.max(0, end - start);
}

/**
 * Returns milliseconds left until a moment that was recorded when `longest` of them were left: never more than that,
 * even if the computer's time has been set back since.
 */
export function millisecondsUntil(moment: number, now: number, longest: number): number {
  return Math.min(millisecondsBetween(now, moment), longest);
}

/**
 * Measures milliseconds since the last call in which this process was at work: no more than have passed, and no more than its threads
 * have used of the processor together. On a computer that is busy with other processes, or was asleep, time passes without work.
 */
export function measureWorkedTime(look: () => ProcessTimes = processTimes): () => number {
  let last = look();
  return () => {
    const now = look();
    const worked = Math.min(now.time - last.time, now.used - last.used);
    last = now;
    return worked;
  };
}

/** What a clock and the processor show, both in milliseconds. */
export interface ProcessTimes {
  readonly time: number;
  readonly used: number;
}

function processTimes(): ProcessTimes {
  const { user, system } = process.cpuUsage();
  return { time: performance.now(), used: (user + system) / 1000 };
}

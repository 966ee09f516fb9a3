/** When a process is killed: so long after it has printed so many lines. */
export interface KillMoment {
  readonly lines: number;
  readonly milliseconds: number;
}

/**
 * Draws a moment: a third of them while services are started and executions are resumed, which begins at the first line; the rest
 * by what the process has printed, so that a slow computer is killed in the middle of its work as well. `random`: from 0 to 1.
 */
export function killMoment(random: () => number): KillMoment {
  if (random() < 1 / 3) return { lines: 1, milliseconds: Math.round(random() * 2_500) };
  return { lines: 3 + Math.floor(random() * 14), milliseconds: Math.round(random() ** 2 * 400) };
}

/** For a person. */
export function describeMoment({ lines, milliseconds }: KillMoment): string {
  return `${milliseconds} ms after line ${lines}`;
}

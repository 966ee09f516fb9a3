/** When a process is killed. */
export type KillMoment =
  /** So long after it has printed so many lines. */
  | { readonly kind: 'time'; readonly lines: number; readonly milliseconds: number }
  /** At the nth change that it makes to the file system: before, after, or in the middle of it. */
  | { readonly kind: 'change'; readonly change: number; readonly how: 'before' | 'after' | 'torn' };

/** Approximate number of file system changes in a run of the documents; with a moment after the last one, the run ends by itself. */
const changesOfARun = 900;

/**
 * Draws a moment: by the clock, while services are started, executions are resumed or work; or at a change of the file system, which
 * covers the moments between two writes that a clock never hits. `random` returns numbers from 0 to 1.
 */
export function killMoment(random: () => number): KillMoment {
  const kind = random();
  if (kind < 0.15) return { kind: 'time', lines: 1, milliseconds: Math.round(random() * 2_500) };
  if (kind < 0.3)
    return { kind: 'time', lines: 3 + Math.floor(random() * 14), milliseconds: Math.round(random() ** 2 * 400) };
  const how = (['before', 'after', 'torn'] as const)[Math.floor(random() * 3)] as 'before' | 'after' | 'torn';
  return { kind: 'change', change: 1 + Math.floor(random() ** 1.5 * changesOfARun), how };
}

/** Returns the environment variables with the moment of the kill: tests/crash/kill-at-write.js reads them. */
export function environmentOf(moment: KillMoment | undefined): Readonly<Record<string, string>> {
  if (moment?.kind !== 'change') return {};
  return { CRASH_AT_WRITE: String(moment.change), CRASH_HOW: moment.how };
}

/** Describes a moment for the user. */
export function describeMoment(moment: KillMoment): string {
  if (moment.kind === 'time') return `${moment.milliseconds} ms after line ${moment.lines}`;
  const how = { before: 'before', after: 'after', torn: 'in the middle of' }[moment.how];
  return `${how} change ${moment.change} of the file system`;
}

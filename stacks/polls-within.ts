/** Pauses of a machine that polls, in seconds: each is twice as long as the one before, up to the longest. */
export interface PollPauses {
  readonly firstSeconds: number;
  readonly maxSeconds: number;
}

/**
 * Returns the number of polls until the pauses before them add up to the bound, rounded up, so that the pauses outlast
 * the bound.
 */
export function pollsWithin(boundSeconds: number, { firstSeconds, maxSeconds }: PollPauses): number {
  let looks = 0;
  let pause = Math.min(firstSeconds, maxSeconds);
  for (let waited = 0; waited < boundSeconds; waited += pause, pause = Math.min(pause * 2, maxSeconds)) looks += 1;
  return looks;
}

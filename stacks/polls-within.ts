/** Pauses of a machine that polls: the first, each next one twice as long, none longer than the longest; in seconds. */
export interface PollPauses {
  readonly firstSeconds: number;
  readonly maxSeconds: number;
}

/** How many looks it takes until the pauses before them add up to the bound: never fewer, so that the bound is outwaited. */
export function pollsWithin(boundSeconds: number, { firstSeconds, maxSeconds }: PollPauses): number {
  let looks = 0;
  let pause = Math.min(firstSeconds, maxSeconds);
  for (let waited = 0; waited < boundSeconds; waited += pause, pause = Math.min(pause * 2, maxSeconds)) looks += 1;
  return looks;
}

/** How one case came out; null: the recording says nothing about it. */
export interface Verdict {
  readonly id: string;
  readonly area: string;
  readonly pass: boolean;
  readonly why: string | null;
  readonly causePass: boolean | null;
  readonly causeWhy: string | null;
  readonly sequencePass: boolean | null;
  readonly sequenceWhy: string | null;
  readonly eventsPass: boolean | null;
  readonly eventsWhy: string | null;
}

/** How many of how many. */
export interface Rate {
  readonly pass: number;
  readonly total: number;
}

/** The results of all executions, as `--json` prints them. */
export interface ExecutionsReport extends Rate {
  readonly causePass: Rate;
  readonly sequencePass: Rate;
  readonly eventsPass: Rate;
  readonly byArea: Readonly<Record<string, Rate>>;
  readonly failures: readonly { readonly id: string; readonly why: string }[];
}

type Aspect = 'causePass' | 'sequencePass' | 'eventsPass';

/** Counts verdicts, by area too. */
export function reportExecutions(verdicts: readonly Verdict[]): ExecutionsReport {
  const areas = [...new Set(verdicts.map(({ area }) => area))].sort();
  return {
    ...rate(verdicts),
    causePass: aspectRate(verdicts, 'causePass'),
    sequencePass: aspectRate(verdicts, 'sequencePass'),
    eventsPass: aspectRate(verdicts, 'eventsPass'),
    byArea: Object.fromEntries(areas.map((area) => [area, rate(verdicts.filter((each) => each.area === area))])),
    failures: verdicts.flatMap(failuresOf),
  };
}

/** The report for a person. */
export function formatReport(report: ExecutionsReport): string {
  const line = (name: string, { pass, total }: Rate): string =>
    `${name.padEnd(24)}${String(pass).padStart(5)} of ${String(total).padStart(4)}  ${percent(pass, total)}`;
  return [
    line('executions', report),
    line('  causes', report.causePass),
    line('  state sequences', report.sequencePass),
    line('  event sequences', report.eventsPass),
    '',
    ...Object.entries(report.byArea).map(([area, each]) => line(area, each)),
    '',
    ...report.failures.map(({ id, why }) => `${id}\n    ${why}`),
  ].join('\n');
}

function percent(pass: number, total: number): string {
  return total === 0 ? '–' : `${((100 * pass) / total).toFixed(1)} %`;
}

function rate(verdicts: readonly Verdict[]): Rate {
  return { pass: verdicts.filter(({ pass }) => pass).length, total: verdicts.length };
}

function aspectRate(verdicts: readonly Verdict[], aspect: Aspect): Rate {
  const spoken = verdicts.filter((verdict) => verdict[aspect] !== null);
  return { pass: spoken.filter((verdict) => verdict[aspect] === true).length, total: spoken.length };
}

function failuresOf(verdict: Verdict): { id: string; why: string }[] {
  const { id, pass, why, causePass, causeWhy, sequencePass, sequenceWhy, eventsPass, eventsWhy } = verdict;
  const missed = [
    ...(pass ? [] : [why]),
    ...(causePass === false ? [causeWhy] : []),
    ...(sequencePass === false ? [sequenceWhy] : []),
    ...(eventsPass === false ? [`events: ${eventsWhy}`] : []),
  ];
  return missed.length === 0 ? [] : [{ id, why: missed.join('; ') }];
}

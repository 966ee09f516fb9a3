/** How many of how many. */
export interface Rate {
  readonly pass: number;
  readonly total: number;
}

/** Why a case differs from AWS. */
export interface Miss {
  readonly id: string;
  readonly why: string;
}

/** The result of one case. An aspect that was not recorded is undefined. */
export interface ConformanceVerdict {
  readonly id: string;
  readonly area: string;
  readonly pass: boolean;
  readonly why?: string;
  readonly aspects: Readonly<Record<Aspect, AspectVerdict | undefined>>;
}

/** What is compared in addition to the result. */
export type Aspect = 'cause' | 'sequence' | 'events' | 'requests';

/** Whether one aspect is as recorded. */
export interface AspectVerdict {
  readonly pass: boolean;
  readonly why?: string;
}

/** The results of all executions, as `--json` prints them: of `causeTotal` recordings that have a cause, `causePass` have ours. */
export interface ExecutionsReport extends Rate {
  readonly causePass: number;
  readonly causeTotal: number;
  readonly sequencePass: number;
  readonly sequenceTotal: number;
  readonly eventsPass: number;
  readonly eventsTotal: number;
  readonly requestsPass: number;
  readonly requestsTotal: number;
  readonly byArea: Readonly<Record<string, Rate>>;
  /** Executions whose result is not as recorded. */
  readonly failures: readonly Miss[];
  /** Executions whose result is as recorded, but not all aspects. */
  readonly misses: readonly Miss[];
}

/** The results of a file whose cases only pass or do not. */
export interface PlainReport extends Rate {
  readonly failures: readonly Miss[];
}

/** The results of deployed roles. */
export interface RolesReport extends PlainReport {
  /** Roles that also grant what only stopping and redriving need. */
  readonly strictPass: number;
  /** What the others lack of this, and the page of AWS that lists it. */
  readonly unexercised: readonly Miss[];
}

/** Everything a folder was measured for; a file that is absent is left out. */
export interface ConformanceReport {
  readonly executions?: ExecutionsReport;
  readonly testState?: PlainReport;
  readonly validation?: PlainReport;
  readonly variableReferences?: PlainReport;
  /** Definitions that are valid: an error is a false alarm. */
  readonly valid?: PlainReport;
  readonly extraValid?: PlainReport;
  readonly invalid?: PlainReport;
  /** Definitions with the verdict of AWS itself. */
  readonly awsMeasured?: PlainReport;
  /** Of those that AWS rejects: whether one of AWS's codes is ours too. */
  readonly awsCodes?: PlainReport;
  /** Roles that people deployed: whether each grants every action that a run needs by our derivation. */
  readonly iam?: RolesReport;
  /** Definitions in `correct/` and `faulty/`. */
  readonly definitions?: PlainReport;
  /** Records that could not be read. */
  readonly unreadable?: readonly Miss[];
}

/** Counts verdicts, by area too. */
export function reportExecutions(verdicts: readonly ConformanceVerdict[]): ExecutionsReport {
  const areas = [...new Set(verdicts.map(({ area }) => area))].sort();
  const aspect = (name: Aspect): Rate => rate(verdicts.flatMap(({ aspects }) => aspects[name] ?? []));
  const [cause, sequence, events, requests] = [
    aspect('cause'),
    aspect('sequence'),
    aspect('events'),
    aspect('requests'),
  ];
  return {
    ...rate(verdicts),
    causePass: cause.pass,
    causeTotal: cause.total,
    sequencePass: sequence.pass,
    sequenceTotal: sequence.total,
    eventsPass: events.pass,
    eventsTotal: events.total,
    requestsPass: requests.pass,
    requestsTotal: requests.total,
    byArea: Object.fromEntries(areas.map((area) => [area, rate(verdicts.filter((each) => each.area === area))])),
    failures: verdicts.filter(({ pass }) => !pass).flatMap(missOf),
    misses: verdicts.filter(({ pass }) => pass).flatMap(missOf),
  };
}

/** Counts cases that pass or do not: `why` is undefined for those that do. */
export function reportPlainly(
  cases: readonly { readonly id: string; readonly why: string | undefined }[],
): PlainReport {
  const failures = cases.flatMap(({ id, why }) => (why === undefined ? [] : [{ id, why }]));
  return { total: cases.length, pass: cases.length - failures.length, failures };
}

function rate(verdicts: readonly { readonly pass: boolean }[]): Rate {
  return { total: verdicts.length, pass: verdicts.filter(({ pass }) => pass).length };
}

function missOf({ id, pass, why = '', aspects }: ConformanceVerdict): Miss[] {
  const told = Object.entries(aspects).flatMap(([name, aspect]) =>
    aspect === undefined || aspect.pass ? [] : [`${name}: ${aspect.why}`],
  );
  const missed = pass ? told : [why, ...told];
  return missed.length === 0 ? [] : [{ id, why: missed.join('; ') }];
}

import type { StateType } from '../../language/definition';
import { textIn } from './history';
import { firstLineOf } from './readable-failure';
import type { StateNode, StateTree } from './state-tree';
import type { StateStatus, Visit } from './visit';
import type { Visits } from './visits';

/** The iteration that is shown of each Map: an index by the Map's path. */
export type ChosenItems = Readonly<Record<string, number>>;

/** A piece of a state's time, for the timeline. */
export interface Span {
  readonly from: number;
  /** Absent while it goes on. */
  readonly to?: number;
  readonly status: StateStatus | 'timedOut';
}

/** What a Map did, in the iteration that is shown of the Maps around it. */
export interface MapSummary {
  readonly total: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly running: number;
  readonly aborted: number;
  /** The indexes of failed iterations, at most 1,000. */
  readonly failedItems: readonly number[];
  /** The iteration whose states are shown. Absent if none has begun. */
  readonly item?: number;
  /** Of a Distributed Map, whose iterations are executions of their own. */
  readonly mapRunArn?: string;
}

/** One state of an execution, in the iterations that are shown. A graph node, a row of the outline and of the timeline are this state. */
export interface StateSummary {
  readonly path: string;
  readonly name: string;
  readonly type: StateType;
  /** How many states hold it. */
  readonly depth: number;
  readonly branch?: number;
  readonly status: StateStatus;
  readonly visits: number;
  /** Attempts after the first of each visit. */
  readonly retries: number;
  /** The entered event of the visit that is shown: the last one that failed, else the last one. */
  readonly visit?: number;
  readonly startedAt?: number;
  /** Milliseconds of all visits. */
  readonly duration?: number;
  readonly spans: readonly Span[];
  readonly error?: string;
  /** The first line of its cause. Untrusted. */
  readonly reason?: string;
  /** The ARN of the execution that its last attempt started. */
  readonly child?: string;
  readonly map?: MapSummary;
}

const maxSpans = 60;
const maxFailedItems = 1_000;

/**
 * Summarizes each state of the definition, in its order, for the iterations in `items`; where they name none of a Map, for its first failed
 * one, else the first. Returns the iterations that were chosen, too.
 */
export function summarizeStates(
  tree: StateTree,
  visits: Visits,
  items: ChosenItems = {},
): { readonly states: readonly StateSummary[]; readonly items: ChosenItems } {
  const byPath = groupByPath(visits.all);
  const chosen: Record<string, number> = {};
  const states = tree.nodes.map((node) => {
    const shown = (byPath.get(node.path) ?? []).filter((visit) =>
      node.maps.every((map, depth) => chosen[map] === visit.items[depth]),
    );
    const map = node.type === 'Map' ? mapSummary(shown, items[node.path]) : undefined;
    if (map?.item !== undefined) chosen[node.path] = map.item;
    return summarize(node, shown, map);
  });
  return { states, items: chosen };
}

function summarize(node: StateNode, shown: readonly Visit[], map: MapSummary | undefined): StateSummary {
  const { path, name, type, branch, depth } = node;
  const visit = chooseVisit(shown);
  const durations = shown.flatMap(({ enteredAt, endedAt }) => (endedAt === undefined ? [] : [endedAt - enteredAt]));
  const child = visit === undefined ? undefined : childOf(visit);
  const reason = firstLineOf(visit?.cause);
  return {
    path,
    name,
    type,
    depth,
    ...(branch === undefined ? {} : { branch }),
    status: visit?.status ?? 'notReached',
    visits: shown.length,
    retries: shown.reduce((sum, { attempts }) => sum + Math.max(0, attempts.length - 1), 0),
    ...(visit === undefined ? {} : { visit: visit.id, startedAt: shown[0]?.enteredAt ?? visit.enteredAt }),
    ...(durations.length === 0 ? {} : { duration: durations.reduce((sum, each) => sum + each, 0) }),
    spans: shown.flatMap(spansOf).slice(-maxSpans),
    ...(visit?.error === undefined ? {} : { error: visit.error }),
    ...(reason === undefined ? {} : { reason }),
    ...(child === undefined ? {} : { child }),
    ...(map === undefined ? {} : { map }),
  };
}

function groupByPath(visits: readonly Visit[]): ReadonlyMap<string, readonly Visit[]> {
  const groups = new Map<string, Visit[]>();
  for (const visit of visits) {
    const group = groups.get(visit.path);
    if (group === undefined) groups.set(visit.path, [visit]);
    else group.push(visit);
  }
  return groups;
}

/** Returns the visit to show first: the last one that failed, else the last one. */
export function chooseVisit(visits: readonly Visit[]): Visit | undefined {
  return visits.findLast(({ status }) => status === 'failed' || status === 'caught') ?? visits.at(-1);
}

/** A visit is the time of its attempts, or its own if it called nothing. */
function spansOf(visit: Visit): readonly Span[] {
  const { attempts, enteredAt, endedAt, status } = visit;
  if (attempts.length === 0) return [{ from: enteredAt, ...(endedAt === undefined ? {} : { to: endedAt }), status }];
  return attempts.map(({ startedAt, endedAt: to, status: ended }, index) => {
    const isLast = index === attempts.length - 1;
    const shown = ended === 'failed' && isLast && status === 'caught' ? 'caught' : ended === 'running' ? status : ended;
    const end = to ?? endedAt;
    return {
      from: index === 0 ? enteredAt : startedAt,
      ...(end === undefined ? {} : { to: isLast ? (endedAt ?? end) : end }),
      status: shown,
    };
  });
}

function mapSummary(shown: readonly Visit[], wanted: number | undefined): MapSummary | undefined {
  const visit = chooseVisit(shown);
  if (visit === undefined) return undefined;
  const { total, byIndex } = visit.iterations ?? { total: 0, byIndex: new Map<number, 'running'>() };
  const of = (status: string): number[] =>
    [...byIndex].flatMap(([index, each]) => (statusIn(each, visit) === status ? [index] : [])).sort((a, b) => a - b);
  const failedItems = of('failed');
  const item = wanted !== undefined && byIndex.has(wanted) ? wanted : (failedItems[0] ?? [...byIndex.keys()][0]);
  const mapRunArn = visit.events.map((event) => textIn(event, 'mapRunArn')).find((arn) => arn !== undefined);
  return {
    total,
    succeeded: of('succeeded').length,
    failed: failedItems.length,
    running: of('running').length,
    aborted: of('aborted').length,
    failedItems: failedItems.slice(0, maxFailedItems),
    ...(item === undefined ? {} : { item }),
    ...(mapRunArn === undefined ? {} : { mapRunArn }),
  };
}

/** What ran when its Map failed has no event of its own. */
function statusIn(status: string, { status: of }: Visit): string {
  return status === 'running' && of !== 'running' ? 'aborted' : status;
}

/** The execution that a Task started: `startExecution.sync` and its variants. */
export function childOf({ attempts }: Pick<Visit, 'attempts'>): string | undefined {
  const last = attempts.at(-1);
  if (last?.call === undefined || !/^startExecution/.test(textIn(last.call, 'resource') ?? '')) return undefined;
  const told = [last.submitted, last.answer].flatMap((event) =>
    event === undefined ? [] : [textIn(event, 'output') ?? textIn(event, 'cause')],
  );
  return told.map((text) => /"ExecutionArn"\s*:\s*"([^"]+)"/i.exec(text ?? '')?.[1]).find((arn) => arn !== undefined);
}

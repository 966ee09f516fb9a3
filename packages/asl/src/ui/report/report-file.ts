import {
  describe,
  type GraphFile,
  placeGraph,
  readGraph,
  revealing,
  styleSheet,
  type Theme,
} from '../../language/graph';
import { scriptOf, selfContainedPage } from '../../language/page-file';
import {
  type EventRow,
  type ExecutionView,
  eventDetails,
  eventsPage,
  executionView,
  type MapRunSummary,
  type Payload,
  type ReadExecution,
  type StateDetail,
  stateDetail,
  takenEdges,
} from '../model';
import { reportBody, reportStyle } from './report-page';

/** What the file of a run has as JSON: the model of the page for executions, and the graph to be placed. */
export interface ReportFile extends GraphFile {
  readonly view: ExecutionView;
  /** The states that were reached, in the iterations that the view shows. */
  readonly details: readonly StateDetail[];
  readonly events: readonly ReportedEvent[];
  /** How many events are left out. */
  readonly omittedEvents: number;
  /** By the path of a Distributed Map. */
  readonly mapRuns?: Readonly<Record<string, ReportedMapRun>>;
}

/** The Map Run of a Distributed Map, with some of its child executions: those that failed first. */
export interface ReportedMapRun {
  readonly summary: MapRunSummary | undefined;
  readonly children: readonly ReportFile[];
  /** How many children are left out. */
  readonly omitted: number;
}

/** The children of a Map Run, those that failed first: as many as a file has. */
export interface ReadMapRun {
  readonly summary: MapRunSummary | undefined;
  readonly children: readonly ReadExecution[];
  readonly omitted: number;
}

/** An event; its details are there unless there are too many of them. */
export type ReportedEvent = EventRow & { readonly details?: Payload };

/** What a file has at most. */
const most = { events: 2_000, detailed: 400, payload: 20_000 };

/** Children of a Map Run in a file. */
export const reportedChildren = 20;

/**
 * Returns what writes executions as one HTML file each, which requests nothing: its graph with the path taken, each state with input, output and
 * attempts, a timeline and its events. Payloads of more than 20,000 characters are cut, and say so. The page's script is read once.
 */
export function runReporter(
  theme: Theme = 'auto',
): (execution: ReadExecution, now: number, mapRuns?: ReadonlyMap<string, ReadMapRun>) => string {
  const script = scriptOf('ui/report/page/run-report');
  const style = `${reportStyle}\n${styleSheet(theme)}`;
  return (execution, now, mapRuns) => {
    const data = reportFile(execution, now, mapRuns);
    const { machine, name, status } = data.view;
    return selfContainedPage({
      title: `${status}: ${machine} / ${name}`,
      theme,
      style,
      script,
      data,
      body: reportBody,
    });
  };
}

/** The data of the file. `mapRuns`: by their ARN. */
export function reportFile(
  execution: ReadExecution,
  now: number,
  mapRuns: ReadonlyMap<string, ReadMapRun> = new Map(),
): ReportFile {
  const { described, definition, tree, visits } = execution;
  const view = executionView(execution, { now });
  const reached = view.states.filter(({ status }) => status !== 'notReached');
  const failed = reached.filter(({ status }) => status !== 'succeeded').map(({ path }) => path);
  const graph = readGraph(described.machine, definition);
  const { open } = revealing(graph, failed);
  const caught = reached.filter(({ status }) => status === 'caught').map(({ path }) => path);
  const chosen = { open, errorPaths: caught };
  const overlays = { execution: { states: view.states, edges: takenEdges(tree, visits, view.items) } };
  return {
    view,
    ...{ graph, overlays, ...chosen, description: describe(placeGraph(graph, chosen), overlays) },
    details: reached.flatMap(({ path }) => shortDetail(stateDetail(tree, visits, { path, items: view.items }))),
    ...reportedEvents(execution),
    ...reportedMapRuns(view, now, mapRuns),
  };
}

function reportedMapRuns(
  { states }: ExecutionView,
  now: number,
  mapRuns: ReadonlyMap<string, ReadMapRun>,
): Pick<ReportFile, 'mapRuns'> {
  const entries = states.flatMap(({ path, map }) => {
    const mapRun = mapRuns.get(map?.mapRunArn ?? '');
    if (mapRun === undefined) return [];
    const { children, ...others } = mapRun;
    const files = children.map((child) => reportFile(child, child.described.stoppedAt ?? now));
    return [[path, { ...others, children: files }]];
  });
  return entries.length === 0 ? {} : { mapRuns: Object.fromEntries(entries) };
}

/** Those before the end are left out of a long history: what led to a failure is near it. */
function reportedEvents({ events, visits }: ReadExecution): Pick<ReportFile, 'events' | 'omittedEvents'> {
  const kept = events.slice(-most.events);
  const rows: EventRow[] = [];
  for (let offset = 0; offset < kept.length; offset = rows.length) {
    const page = eventsPage(kept, visits, { offset });
    rows.push(...page.events.slice(rows.length - page.offset));
  }
  const detailedFrom = kept.length - most.detailed;
  return {
    events: rows.map((row, index) =>
      index < detailedFrom
        ? row
        : { ...row, details: shortPayload(eventDetails(kept[index] as (typeof kept)[number])) },
    ),
    omittedEvents: events.length - kept.length,
  };
}

function shortDetail(detail: StateDetail | undefined): StateDetail[] {
  if (detail === undefined) return [];
  const { input, output, attempts, definition } = detail;
  return [
    {
      ...detail,
      definition: shortPayload(definition),
      ...(input === undefined ? {} : { input: shortPayload(input) }),
      ...(output === undefined ? {} : { output: shortPayload(output) }),
      attempts: attempts.map(({ call, answer, submitted, ...attempt }) => ({
        ...attempt,
        ...(call === undefined ? {} : { call: shortPayload(call) }),
        ...(answer === undefined ? {} : { answer: shortPayload(answer) }),
        ...(submitted === undefined ? {} : { submitted: shortPayload(submitted) }),
      })),
    },
  ];
}

function shortPayload(payload: Payload): Payload {
  const { text } = payload;
  return text.length <= most.payload ? payload : { ...payload, text: text.slice(0, most.payload), isCut: true };
}

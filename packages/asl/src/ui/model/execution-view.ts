import type { JsonObject, StateMachineDefinition } from '../../language/definition';
import type { ExecutionStatus } from './execution-row';
import { failureOrigin } from './failure-origin';
import { type ReadEvent, textIn } from './history';
import { type ReadableFailure, readableFailure } from './readable-failure';
import { type ChosenItems, type StateSummary, summarizeStates } from './state-summaries';
import { readStateTree, type StateTree } from './state-tree';
import type { Visit } from './visit';
import { readVisits, type Visits } from './visits';

/** What DescribeExecution says of an execution. */
export interface DescribedExecution {
  readonly executionArn: string;
  readonly machine: string;
  readonly name: string;
  readonly status: ExecutionStatus;
  readonly startedAt: number;
  readonly stoppedAt?: number;
  readonly error?: string;
  readonly cause?: string;
  /** JSON text. */
  readonly input?: string;
  readonly output?: string;
  readonly redriveCount?: number;
  readonly mapRunArn?: string;
  /** Of AWS and of local services: `REDRIVABLE`, `NOT_REDRIVABLE`, `REDRIVABLE_BY_MAP_RUN`. */
  readonly redriveStatus?: string;
  readonly redriveStatusReason?: string;
  /** The definition that it runs, as JSON text. Absent if its source does not have it. */
  readonly definition?: string;
}

/** Where an execution failed. */
export interface FailedState {
  readonly path: string;
  readonly name: string;
  readonly items: ChosenItems;
  /** The last attempt, and how many there were. */
  readonly attempt: number;
  readonly attempts: number;
}

/** One execution: the header of its page and a summary of each state. The page, `--aws` and the report of a run share it. */
export interface ExecutionView {
  readonly executionArn: string;
  readonly machine: string;
  readonly name: string;
  readonly status: ExecutionStatus;
  readonly startedAt: number;
  readonly stoppedAt?: number;
  readonly redriveCount: number;
  readonly failedAt?: FailedState;
  readonly failure?: ReadableFailure;
  readonly events: number;
  /** Billed state transitions so far: entries, retries and the start. */
  readonly transitions: number;
  /** US dollars of these transitions; absent for an Express state machine. */
  readonly price?: number;
  /** In the definition's order. */
  readonly states: readonly StateSummary[];
  /** The iteration that is shown of each Map. */
  readonly items: ChosenItems;
  /** When this was read. */
  readonly asOf: number;
}

/** A history that has been read, for the view and what it leads to. */
export interface ReadExecution {
  readonly described: DescribedExecution;
  readonly definition: StateMachineDefinition;
  readonly tree: StateTree;
  readonly events: readonly ReadEvent[];
  readonly visits: Visits;
}

/** Reads the history of an execution, in its order. */
export function readExecution(described: DescribedExecution, events: readonly ReadEvent[]): ReadExecution {
  const definition = ownScope(parseDefinition(described.definition), described, events);
  const tree = readStateTree(definition);
  return { described, definition, tree, events, visits: readVisits(tree, events) };
}

/** Returns the view of an execution. `pricePerTransition`: US dollars; absent if transitions are not billed. */
export function executionView(
  { described, tree, events, visits }: ReadExecution,
  {
    items,
    pricePerTransition,
    now,
  }: { readonly items?: ChosenItems; readonly pricePerTransition?: number; readonly now: number },
): ExecutionView {
  const { executionArn, machine, name, status, startedAt, stoppedAt, redriveCount = 0 } = described;
  const origin = status === 'RUNNING' ? undefined : failureOrigin(tree, visits);
  const wanted = { ...(origin === undefined ? {} : itemsOf(tree, origin)), ...items };
  const summaries = summarizeStates(tree, visits, wanted);
  const failure = readableFailure(
    origin?.error ?? described.error,
    origin?.error === undefined ? described.cause : origin.cause,
  );
  const retries = visits.all.reduce((sum, { attempts }) => sum + Math.max(0, attempts.length - 1), 0);
  const transitions = visits.all.length + retries + 1;
  return {
    executionArn,
    machine,
    name,
    status,
    startedAt,
    ...(stoppedAt === undefined ? {} : { stoppedAt }),
    redriveCount,
    ...(origin === undefined ? {} : { failedAt: failedState(tree, origin) }),
    ...(failure === undefined || status === 'SUCCEEDED' || status === 'RUNNING' ? {} : { failure }),
    events: events.length,
    transitions,
    ...(pricePerTransition === undefined ? {} : { price: transitions * pricePerTransition }),
    ...summaries,
    asOf: now,
  };
}

/** A child of a Map Run runs the states of its Distributed Map; what is known of it is the definition of the whole machine. */
function ownScope(
  definition: StateMachineDefinition,
  { machine }: DescribedExecution,
  events: readonly ReadEvent[],
): StateMachineDefinition {
  if (!machine.includes('/')) return definition;
  const entered = events.find(({ type }) => type.endsWith('StateEntered'));
  const { byName, byPath } = readStateTree(definition);
  const holder = byName.get(entered === undefined ? '' : (textIn(entered, 'name') ?? ''))?.holder;
  const processor = byPath.get(holder ?? '')?.definition['ItemProcessor'];
  if (processor === undefined) return definition;
  const { QueryLanguage: language } = definition;
  return {
    ...(language === undefined ? {} : { QueryLanguage: language }),
    ...(processor as unknown as StateMachineDefinition),
  };
}

function failedState(tree: StateTree, visit: Visit): FailedState {
  const { path, name, attempts } = visit;
  const count = Math.max(1, attempts.length);
  return { path, name, items: itemsOf(tree, visit), attempt: count, attempts: count };
}

function itemsOf(tree: StateTree, { path, items }: Visit): ChosenItems {
  const maps = tree.byPath.get(path)?.maps ?? [];
  return Object.fromEntries(maps.map((map, depth) => [map, items[depth] ?? 0]));
}

/** A definition that is absent or damaged has no states: the events are still there. */
function parseDefinition(text: string | undefined): StateMachineDefinition {
  const empty = { StartAt: '', States: {} } as unknown as StateMachineDefinition;
  if (text === undefined) return empty;
  try {
    const value = JSON.parse(text) as JsonObject;
    return typeof value === 'object' && value !== null && 'States' in value
      ? (value as unknown as StateMachineDefinition)
      : empty;
  } catch {
    return empty;
  }
}

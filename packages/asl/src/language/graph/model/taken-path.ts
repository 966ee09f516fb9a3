import type { JsonObject } from '../../definition';
import { UserError } from '../../diagnostics';
import type { EdgeKind, Graph, GraphEdge, GraphNode, GraphScope } from './graph';
import { lookBack, nameIn, type StateFailure, wasCaught } from './state-failure';

/** The states and transitions that an execution took, by the ids of the graph. */
export interface Taken {
  hasNode(id: string): boolean;
  hasEdge(edge: Pick<GraphEdge, 'from' | 'to' | 'kind'>): boolean;
  /** Returns how a state failed the last time it was entered, caught or not; undefined if it did not. */
  failureOf(id: string): StateFailure | undefined;
}

/** Before the first state of a scope, and after its last. */
export const startId = '\u0000start';
export const endId = '\u0000end';

/**
 * Returns what an execution took, from the events of its history in their order, as GetExecutionHistory returns them.
 * State names are unique in a definition, so a name identifies its node. Throws a UserError for events of another
 * machine. https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html
 */
export function takenPath(graph: Graph, events: readonly JsonObject[]): Taken {
  const path = new TakenPath(graph);
  const history = new Map(events.map((event) => [event['id'], event]));
  for (const event of events) {
    const entered = nameIn(event, 'stateEnteredEventDetails');
    const exited = nameIn(event, 'stateExitedEventDetails');
    const before = history.get(event['previousEventId'] ?? null) ?? {};
    if (entered !== undefined) {
      const from = nameIn(before, 'stateExitedEventDetails');
      path.enter(entered, from === undefined ? undefined : { name: from, wasCaught: wasCaught(before, history) });
    } else if (exited !== undefined) {
      path.exit(exited, wasCaught(event, history) ? lookBack(before, history) : undefined);
    }
  }
  const last = events.at(-1) ?? {};
  if (/^Execution(Failed|TimedOut|Aborted)$/.test(String(last['type']))) path.end(lookBack(last, history));
  return path;
}

/** A failure, and the innermost state it happened in. */
type Ending = ReturnType<typeof lookBack>;

/** What was taken so far. Guards that a state's failure is that of the last time it was entered. */
class TakenPath implements Taken {
  /** By the name of each state: the ids of those that hold it, outermost first, and its own. */
  private readonly paths: ReadonlyMap<string, readonly string[]>;
  private readonly ordinary: ReadonlySet<string>;
  private readonly nodes = new Set<string>();
  private readonly edges = new Set<string>();
  private readonly failures = new Map<string, StateFailure>();

  constructor(private readonly graph: Graph) {
    this.paths = new Map(pathsIn(graph.scope, []));
    this.ordinary = new Set(
      edgesIn(graph.scope)
        .filter(({ kind }) => !isCatch(kind))
        .map(({ from, to }) => keyOf(from, to, false)),
    );
  }

  enter(name: string, left?: { readonly name: string; readonly wasCaught: boolean }): void {
    const id = this.idOf(name);
    this.nodes.add(id);
    this.failures.delete(id);
    if (left === undefined) this.edges.add(keyOf(startId, id, false));
    else this.follow(this.idOf(left.name), id, left.wasCaught);
  }

  exit(name: string, ending: Ending): void {
    const id = this.idOf(name);
    if (ending === undefined) this.edges.add(keyOf(id, endId, false));
    else this.fail(ending, id);
  }

  end(ending: Ending): void {
    if (ending !== undefined) this.fail(ending);
  }

  hasNode(id: string): boolean {
    return this.nodes.has(id);
  }

  hasEdge({ from, to, kind }: Pick<GraphEdge, 'from' | 'to' | 'kind'>): boolean {
    return this.edges.has(keyOf(from, to, isCatch(kind)));
  }

  failureOf(id: string): StateFailure | undefined {
    return this.failures.get(id);
  }

  /**
   * A result that cannot be placed is caught without an event in the history: a transition that only a Catch has shows
   * it.
   */
  private follow(from: string, to: string, wasCaught: boolean): void {
    const isOnlyCaught = !this.ordinary.has(keyOf(from, to, false));
    this.edges.add(keyOf(from, to, wasCaught || isOnlyCaught));
  }

  /** The state, and those that hold it and failed with it. */
  private fail({ entered, failure }: NonNullable<Ending>, outermost?: string): void {
    const path = this.pathOf(entered);
    const failed = outermost === undefined ? path : path.slice(path.indexOf(outermost));
    for (const id of failed) this.failures.set(id, failure);
  }

  private idOf(name: string): string {
    return this.pathOf(name).at(-1) as string;
  }

  private pathOf(name: string): readonly string[] {
    const path = this.paths.get(name);
    if (path === undefined)
      throw new UserError(`the history enters ${name}, which is not a state of ${this.graph.name}`);
    return path;
  }
}

function keyOf(from: string, to: string, isCaught: boolean): string {
  return JSON.stringify([from, to, isCaught]);
}

function isCatch(kind: EdgeKind): boolean {
  return kind === 'catch';
}

function pathsIn({ nodes }: GraphScope, holders: readonly string[]): [string, readonly string[]][] {
  return nodes.flatMap(({ id, name, scopes }: GraphNode) => {
    const path = [...holders, id];
    return [[name, path] as [string, readonly string[]], ...scopes.flatMap((scope) => pathsIn(scope, path))];
  });
}

function edgesIn({ nodes, edges }: GraphScope): readonly GraphEdge[] {
  return [...edges, ...nodes.flatMap(({ scopes }) => scopes.flatMap(edgesIn))];
}

import { locateField, type StateMachineDefinition } from '../../language/definition';
import type { Row } from '../../language/diff';
import { type JoinedGraphs, joinGraphs, type Overlays, placeGraph, readGraph, revealing } from '../../language/graph';
import { type DrawnGraph, drawnGraph } from '../model';
import { NotFoundError } from '../pages';
import type { BookEntry, DrawableDefinition } from './definition-book';
import type { ComparedDefinition } from './definition-files';

/** What of a graph is drawn. */
export interface GraphRequest {
  readonly open: readonly string[];
  /** The state whose error paths are drawn; `all`. */
  readonly errors: 'all' | readonly string[];
  /** Pixels. */
  readonly width?: number;
}

/** A graph of a definition, and what is painted on it for a comparison. */
export interface DefinitionGraph {
  readonly graph: DrawnGraph;
  readonly overlays: Pick<Overlays, 'diff'>;
}

/** Places the graph of a definition, with what was removed if it is compared. Throws a NotFoundError if there is nothing to draw. */
export function definitionGraph(
  entry: BookEntry,
  request: GraphRequest,
  compared: ComparedDefinition | undefined,
): DefinitionGraph {
  const drawable = drawableOf(entry);
  const joined = compared === undefined ? undefined : joinedGraph(drawable, compared);
  const { open, errors, width } = request;
  const drawn = joined?.graph ?? drawable.graph;
  const graph = placeGraph(drawn, {
    open,
    errorPaths:
      errors === 'all' ? 'all' : [...errors, ...revealing(drawn, placesToShow(entry, errors, joined)).errorPaths],
    ...(width === undefined ? {} : { width }),
  });
  return { graph: drawnGraph(graph), overlays: joined === undefined ? {} : { diff: joined.diff } };
}

/** States that are drawn although only error paths lead to them: what is selected, has errors, or differs. */
function placesToShow(entry: BookEntry, selected: readonly string[], joined: JoinedGraphs | undefined): string[] {
  const byName = entry.drawable?.tree.byName;
  const wrong = entry.diagnostics.flatMap(({ severity, path }) => {
    const name = severity === 'error' && path !== undefined ? locateField(path).stateName : undefined;
    return name === undefined ? [] : (byName?.get(name)?.path ?? []);
  });
  return [...selected, ...wrong, ...(joined?.diff.states.map(({ path }) => path) ?? [])];
}

/** A comparison as the page shows it. */
export interface ShownComparison {
  readonly verdict: string;
  readonly rows: readonly (Row & { readonly path?: string })[];
}

/** Returns a comparison in words, with the state of each line where there is one. */
export function shownComparison(entry: BookEntry, { verdict, rows }: ComparedDefinition): ShownComparison {
  const byName = entry.drawable?.tree.byName;
  return {
    verdict,
    rows: rows.map((row) => {
      const path = byName?.get(row.subject.split('/').at(-1) ?? '')?.path;
      return path === undefined ? row : { ...row, path };
    }),
  };
}

function joinedGraph({ graph }: DrawableDefinition, { changes }: ComparedDefinition) {
  if (changes === undefined) return undefined;
  const old = readGraph(graph.name, changes.old.filled as unknown as StateMachineDefinition);
  return joinGraphs(old, graph, changes);
}

/** Throws a NotFoundError if there is nothing to draw. */
export function drawableOf({ file, drawable }: BookEntry): DrawableDefinition {
  if (drawable === undefined) throw new NotFoundError(`${file} has no states that can be drawn yet`);
  return drawable;
}

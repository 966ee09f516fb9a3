import type { DefinitionChanges } from '../../diff';

import type { Graph, GraphEdge, GraphNode, GraphScope } from '../model/graph';
import { edgeId } from '../placed/joined-edges';
import type { ChangeMark, DiffOverlay } from './overlays';
import { scopesIn } from './reveal';
import { statePath } from './state-path';

/** A graph with what was removed where it was, and which of it differs. */
export interface JoinedGraphs {
  readonly graph: Graph;
  readonly diff: DiffOverlay;
}

/** Joins the graphs of two versions of a definition by what compareDefinitions found of them. */
export function joinGraphs(old: Graph, current: Graph, changes: DefinitionChanges): JoinedGraphs {
  const { matched, ids } = matchedPaths(changes);
  const olds = new Map(scopesIn(old.scope).map((scope) => [scope.id, scope]));
  const join: Join = { ids, olds, edges: [] };
  const scope = joinScope(current.scope, join);
  const removed = changes.states.removed.map(({ path }) => ids.get(statePath(path) ?? '') ?? statePath(path) ?? '');
  const marks: ChangeMark[] = [
    ...changes.states.added.map(({ path }): ChangeMark => ({ path: statePath(path) ?? '', change: 'added' })),
    ...removed.map((path): ChangeMark => ({ path, change: 'removed' })),
    ...matched,
  ];
  return { graph: { ...current, scope }, diff: { states: marks, edges: join.edges } };
}

type MatchedState = DefinitionChanges['states']['renamed'][number];

interface Join {
  /** By the old path of a state: its path in the joined graph. */
  readonly ids: ReadonlyMap<string, string>;
  /** The old scopes by their ids. */
  readonly olds: ReadonlyMap<string, GraphScope>;
  /** Collected while scopes are joined. */
  readonly edges: { id: string; change: 'added' | 'removed' }[];
}

/** The states that differ, and all old paths with what they are in the joined graph. */
function matchedPaths({ states, changes }: DefinitionChanges) {
  const ids = new Map<string, string>();
  const fields = new Map<string, Set<string>>();
  for (const change of changes) {
    const { match, followsRename } = change;
    if (match === undefined || followsRename) continue;
    const id = statePath(match.new.path) ?? '';
    fields.set(id, (fields.get(id) ?? new Set()).add(fieldOf(change, match)));
  }
  const elsewhere = new Map([...states.renamed, ...states.moved].map(({ old, new: current }) => [old, current]));
  for (const state of states.old) {
    const id = statePath(state.path) ?? '';
    const current = elsewhere.get(state);
    if (current !== undefined) ids.set(id, statePath(current.path) ?? id);
    else {
      // It is where its Map or Parallel is now.
      const holder = state.owner === undefined ? undefined : statePath(state.owner.path);
      const moved = holder === undefined ? id : `${ids.get(holder) ?? holder}${id.slice(holder.length)}`;
      ids.set(id, moved);
    }
  }
  const was = new Map([...elsewhere].map(([old, current]) => [statePath(current.path), old.label]));
  const changed = new Set([...fields.keys(), ...was.keys()].filter((path) => path !== undefined));
  const matched = [...changed].map((path): ChangeMark => {
    const old = was.get(path);
    const own = [...(fields.get(path) ?? [])].filter((field) => field !== '');
    return {
      path,
      change: 'changed',
      ...(own.length > 0 ? { fields: own } : {}),
      ...(old === undefined ? {} : { was: old }),
    };
  });
  return { ids, matched };
}

/** The field of its state that a change is in. */
function fieldOf(change: DefinitionChanges['changes'][number], { old, new: current }: MatchedState): string {
  const at = 'path' in change ? change.path[current.path.length] : change.oldPath[old.path.length];
  return String(at ?? '');
}

/** Adds to a scope what was removed from it: states behind those that they followed, and edges. */
function joinScope(scope: GraphScope, join: Join): GraphScope {
  const old = oldScopeOf(scope, join);
  const nodes: GraphNode[] = scope.nodes.map((node) => ({
    ...node,
    scopes: node.scopes.map((inner) => joinScope(inner, join)),
  }));
  if (old === undefined) return { ...scope, nodes };
  const known = new Set(nodes.map(({ id }) => id));
  let before: string | undefined;
  for (const node of old.nodes) {
    const id = join.ids.get(node.id) ?? node.id;
    // One that is elsewhere now is drawn there.
    if (!known.has(id) && isStill(id, scope)) {
      const at = nodes.findIndex((each) => each.id === before);
      nodes.splice(at + 1, 0, { ...node, id });
      known.add(id);
    }
    if (known.has(id)) before = id;
  }
  return { ...scope, nodes, edges: joinEdgesOf(scope, old, { join, known }) };
}

function isStill(id: string, { id: scope }: GraphScope): boolean {
  const prefix = scope === '' ? '' : `${scope}/`;
  return id.startsWith(prefix);
}

/** The old scope of the state that has it now. */
function oldScopeOf({ id, enclosed }: GraphScope, { ids, olds }: Join): GraphScope | undefined {
  if (!enclosed) return olds.get('');
  return [...olds.values()].find((each) => each.enclosed && scopeIdNow(each, ids) === id);
}

function scopeIdNow({ id }: GraphScope, ids: ReadonlyMap<string, string>): string {
  const branch = /^(.*)\/(\d+)$/.exec(id);
  const holder = branch?.[1];
  if (holder !== undefined && ids.has(holder)) return `${ids.get(holder)}/${branch?.[2]}`;
  return ids.get(id) ?? id;
}

function joinEdgesOf(
  { edges }: GraphScope,
  old: GraphScope,
  { join, known }: { readonly join: Join; readonly known: ReadonlySet<string> },
): GraphEdge[] {
  const now = (id: string): string => join.ids.get(id) ?? id;
  const before = old.edges.map((edge) => ({ ...edge, from: now(edge.from), to: now(edge.to) }));
  const [oldIds, newIds] = [before, edges].map((list) => new Set(list.map(edgeId))) as [Set<string>, Set<string>];
  const added = [...newIds].filter((id) => !oldIds.has(id));
  const removed = before.filter((edge) => !newIds.has(edgeId(edge)) && known.has(edge.from) && known.has(edge.to));
  join.edges.push(
    ...added.map((id) => ({ id, change: 'added' as const })),
    ...[...new Set(removed.map(edgeId))].map((id) => ({ id, change: 'removed' as const })),
  );
  // Without a number: the cards have the rules of today.
  return [...edges, ...removed.map(({ from, to, kind, label }) => ({ from, to, kind, label }))];
}

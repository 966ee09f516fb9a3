import type { JsonObject, Scope, State, StateMachineDefinition, StateType } from '../../language/definition';

/** A state of a definition with where it is. */
export interface StateNode {
  /** Its id in graphs and URLs: `Extract/0/ReadText` in a branch, `EachPage/ReadPage` in a Map. */
  readonly path: string;
  readonly name: string;
  readonly type: StateType;
  /** The path of the Parallel or Map that holds it. */
  readonly holder?: string;
  /** The branch of a Parallel that holds it. */
  readonly branch?: number;
  /** How many states hold it. */
  readonly depth: number;
  /** The paths of the Maps that hold it, outermost first: an iteration is one index for each. */
  readonly maps: readonly string[];
  /** Whether its scope reaches it by Catch alone: it deals with an error. */
  readonly handlesErrors: boolean;
  /** As in the definition. */
  readonly definition: JsonObject;
}

/** The states of a definition: those of a scope in its order, each before those that it holds. */
export interface StateTree {
  readonly nodes: readonly StateNode[];
  readonly byPath: ReadonlyMap<string, StateNode>;
  /** State names are unique in a definition. */
  readonly byName: ReadonlyMap<string, StateNode>;
}

/** Reads the states of a definition. */
export function readStateTree(definition: StateMachineDefinition): StateTree {
  const nodes = nodesIn(definition, { prefix: '', depth: 0, maps: [] });
  return {
    nodes,
    byPath: new Map(nodes.map((node) => [node.path, node])),
    byName: new Map(nodes.map((node) => [node.name, node])),
  };
}

interface Holder {
  readonly prefix: string;
  readonly depth: number;
  readonly maps: readonly string[];
  readonly holder?: string;
  readonly branch?: number;
}

function nodesIn(scope: Scope, { prefix, ...within }: Holder): StateNode[] {
  const ordinary = reachedWithoutCatch(scope);
  return Object.entries(scope.States ?? {}).flatMap(([name, state]) => {
    const path = `${prefix}${name}`;
    const node: StateNode = {
      path,
      name,
      type: state.Type,
      ...within,
      handlesErrors: !ordinary.has(name),
      definition: state as unknown as JsonObject,
    };
    return [node, ...insideOf(state, node)];
  });
}

function insideOf(state: State, { path, maps, depth: outer }: StateNode): StateNode[] {
  const depth = outer + 1;
  if (state.Type === 'Parallel')
    return (state.Branches ?? []).flatMap((scope, branch) =>
      nodesIn(scope, { prefix: `${path}/${branch}/`, depth, maps, holder: path, branch }),
    );
  const processor = state.Type === 'Map' ? (state.ItemProcessor ?? state.Iterator) : undefined;
  return processor === undefined
    ? []
    : nodesIn(processor, { prefix: `${path}/`, depth, maps: [...maps, path], holder: path });
}

function reachedWithoutCatch({ StartAt: first, States: states }: Scope): ReadonlySet<string> {
  const reached = new Set([first]);
  for (const name of reached) for (const target of ordinaryTargets(states?.[name])) reached.add(target);
  return reached;
}

function ordinaryTargets(state: State | undefined): readonly string[] {
  if (state === undefined) return [];
  if (state.Type !== 'Choice') return 'Next' in state && state.Next !== undefined ? [state.Next] : [];
  const chosen = (state.Choices ?? []).map((rule) => rule.Next);
  return state.Default === undefined ? chosen : [...chosen, state.Default];
}

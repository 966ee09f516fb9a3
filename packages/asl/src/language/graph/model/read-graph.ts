import type { MapState, Scope, State, StateMachineDefinition } from '../../definition';
import type { Family, Graph, GraphEdge, GraphNode, GraphScope } from './graph';
import { ruleLabel } from './rule-label';
import { serviceLabel } from './service-label';

/** Returns the graph of a definition in which `asl check` finds no error; it may still have placeholders. */
export function readGraph(name: string, definition: StateMachineDefinition): Graph {
  const scope = readScope(definition, '');
  return definition.Comment === undefined ? { name, scope } : { name, comment: definition.Comment, scope };
}

function readScope({ StartAt, States }: Scope, prefix: string): GraphScope {
  const states = Object.entries(States);
  const edges = states.flatMap(([name, state]) => readEdges(prefix + name, state, prefix));
  const nodes = states.map(([name, state]) => readNode(name, state, prefix));
  return {
    id: prefix.slice(0, -1),
    enclosed: prefix !== '',
    startAt: prefix + StartAt,
    nodes: [...nodes, ...unknownNodes([prefix + StartAt, ...edges.map(({ to }) => to)], nodes, prefix)],
    edges,
  };
}

/** Names that a definition under edit has as a target before it has the state. */
function unknownNodes(targets: readonly string[], known: readonly GraphNode[], prefix: string): GraphNode[] {
  const ids = new Set(known.map(({ id }) => id));
  return [...new Set(targets)]
    .filter((id) => !ids.has(id))
    .map((id) => ({
      id,
      name: id.slice(prefix.length),
      type: 'Unknown',
      family: 'unknown',
      label: 'not a state of this scope',
      retries: false,
      retrierCount: 0,
      catcherCount: 0,
      ends: false,
      scopes: [],
    }));
}

function readNode(name: string, state: State, prefix: string): GraphNode {
  const id = prefix + name;
  return {
    id,
    name,
    type: state.Type,
    ...looksOf(state),
    ...(state.Comment === undefined ? {} : { comment: state.Comment }),
    retries: 'Retry' in state && (state.Retry?.length ?? 0) > 0,
    retrierCount: 'Retry' in state ? (state.Retry?.length ?? 0) : 0,
    catcherCount: 'Catch' in state ? (state.Catch?.length ?? 0) : 0,
    ends: 'End' in state && state.End === true,
    scopes: scopesOf(state).map((scope, index) => readScope(scope, `${id}/${index}/`)),
  };
}

function looksOf(state: State): { readonly family: Family; readonly label: string } {
  switch (state.Type) {
    case 'Task':
      return serviceLabel(state.Resource);
    case 'Parallel':
      return { family: 'parallel', label: 'Parallel' };
    case 'Map':
      return { family: 'map', label: mapLabel(state) };
    case 'Choice':
      return { family: 'choice', label: '' };
    case 'Wait':
      return { family: 'wait', label: waitLabel(state) };
    case 'Pass':
      return { family: 'pass', label: 'Pass' };
    case 'Succeed':
      return { family: 'succeed', label: '' };
    case 'Fail':
      return { family: 'fail', label: '' };
    default:
      return state satisfies never;
  }
}

function mapLabel({ ItemProcessor, Iterator: iterator, MaxConcurrency }: MapState): string {
  const { Mode, ExecutionType = 'STANDARD' } = (ItemProcessor ?? iterator)?.ProcessorConfig ?? {};
  const most =
    MaxConcurrency === undefined || MaxConcurrency === 0 ? '' : ` · at most ${placeholderless(MaxConcurrency)} at once`;
  if (Mode !== 'DISTRIBUTED') return `Map: once for each item${most}`;
  return `Distributed Map: a child execution (${ExecutionType}) for each item${most}`;
}

function waitLabel(state: Extract<State, { readonly Type: 'Wait' }>): string {
  const { Seconds, SecondsPath, Timestamp, TimestampPath } = state;
  if (typeof Seconds === 'number') return `Wait ${Seconds} s`;
  const given = String(Seconds ?? SecondsPath ?? Timestamp ?? TimestampPath);
  const short = placeholderless(given).length <= 24 ? ` ${placeholderless(given)}` : '';
  return Seconds !== undefined || SecondsPath !== undefined
    ? `Wait${short} seconds`.replace('Wait seconds', 'Wait')
    : `Wait until${short || ' a time'}`;
}

/** `${Name}` → `Name`, `{% $name %}` → `$name`. */
function placeholderless(value: number | string): string {
  return String(value)
    .replaceAll(/\$\{([^}]*)\}/g, '$1')
    .replaceAll(/^\{%\s*|\s*%\}$/g, '');
}

function scopesOf(state: State): readonly Scope[] {
  if (state.Type === 'Parallel') return state.Branches;
  if (state.Type !== 'Map') return [];
  const processor = state.ItemProcessor ?? state.Iterator;
  return processor === undefined ? [] : [processor];
}

function readEdges(from: string, state: State, prefix: string): GraphEdge[] {
  const edges: GraphEdge[] = [];
  const add = (to: string, kind: GraphEdge['kind'], label = '', more: Partial<GraphEdge> = {}): void => {
    edges.push({ from, to: prefix + to, kind, label, ...more });
  };
  if (state.Type === 'Choice') {
    for (const [index, rule] of state.Choices.entries()) add(rule.Next, 'rule', ruleLabel(rule), { number: index + 1 });
    if (state.Default !== undefined) add(state.Default, 'default', '', { number: state.Choices.length + 1 });
  }
  if ('Next' in state && state.Next !== undefined) add(state.Next, 'next');
  for (const [index, { Next, ErrorEquals }] of ('Catch' in state ? (state.Catch ?? []) : []).entries()) {
    const all = index === 0 ? 'any error' : 'any other error';
    const label = ErrorEquals.map((error) => (error === 'States.ALL' ? all : error)).join(', ');
    add(Next, 'catch', label, { errors: ErrorEquals });
  }
  return edges;
}

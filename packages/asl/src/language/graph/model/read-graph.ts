import {
  isJsonObject,
  type Json,
  type JsonObject,
  type MapState,
  type Scope,
  type State,
  type StateMachineDefinition,
  stateTypes,
} from '../../definition';
import type { Family, Graph, GraphEdge, GraphNode, GraphScope } from './graph';
import { ruleLabel } from './rule-label';
import { serviceLabel } from './service-label';

/**
 * Returns the graph of a definition; it may still have placeholders, and mistakes as a definition under edit has them:
 * what is of another type than ASL's is left out.
 */
export function readGraph(name: string, definition: StateMachineDefinition): Graph {
  const scope = readScope(definition, '');
  return typeof definition.Comment === 'string' ? { name, comment: definition.Comment, scope } : { name, scope };
}

function readScope({ StartAt, States }: Scope, prefix: string): GraphScope {
  const all = States as unknown as Json | undefined;
  const states = Object.entries(isJsonObject(all) ? all : {}).flatMap(([name, state]) =>
    isJsonObject(state) ? [[name, state as unknown as State] as const] : [],
  );
  const starts = typeof StartAt === 'string' ? [prefix + StartAt] : [];
  const edges = states.flatMap(([name, state]) => readEdges(prefix + name, state, prefix));
  const nodes = states.map(([name, state]) => readNode(name, state, prefix));
  return {
    id: prefix.slice(0, -1),
    enclosed: prefix !== '',
    startAt: prefix + StartAt,
    nodes: [...nodes, ...unknownNodes([...starts, ...edges.map(({ to }) => to)], nodes, prefix)],
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
    type: stateTypes.includes(state.Type) ? state.Type : 'Unknown',
    ...looksOf(state),
    ...(typeof state.Comment === 'string' ? { comment: state.Comment } : {}),
    retries: objectsIn(state, 'Retry').length > 0,
    retrierCount: objectsIn(state, 'Retry').length,
    catcherCount: objectsIn(state, 'Catch').length,
    ends: 'End' in state && state.End === true,
    scopes: scopesOf(state).map((scope, index) => readScope(scope, `${id}/${state.Type === 'Map' ? '' : `${index}/`}`)),
  };
}

function looksOf(state: State): { readonly family: Family; readonly label: string } {
  switch (state.Type) {
    case 'Task':
      return serviceLabel(String(state.Resource));
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
      state satisfies never;
      return { family: 'unknown', label: 'a state without a type' };
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
  if (state.Type === 'Parallel') return objectsIn(state, 'Branches') as unknown as readonly Scope[];
  if (state.Type !== 'Map') return [];
  const processor = (state.ItemProcessor ?? state.Iterator) as unknown as Json | undefined;
  return isJsonObject(processor) ? [processor as unknown as Scope] : [];
}

/** The objects of a list that a state may have. */
function objectsIn(state: State, field: string): readonly JsonObject[] {
  const list = (state as unknown as JsonObject)[field];
  return Array.isArray(list) ? list.filter(isJsonObject) : [];
}

function readEdges(from: string, state: State, prefix: string): GraphEdge[] {
  const { Type, Default: fallback, Next: next } = state as unknown as JsonObject;
  const edge = (to: Json | undefined, more: Omit<GraphEdge, 'from' | 'to'>): GraphEdge[] =>
    typeof to === 'string' ? [{ from, to: prefix + to, ...more }] : [];
  const rules = Type === 'Choice' ? objectsIn(state, 'Choices') : [];
  return [
    ...rules.flatMap((rule, index) => edge(rule['Next'], { kind: 'rule', label: ruleLabel(rule), number: index + 1 })),
    ...(Type === 'Choice' ? edge(fallback, { kind: 'default', label: '', number: rules.length + 1 }) : []),
    ...edge(next, { kind: 'next', label: '' }),
    ...objectsIn(state, 'Catch').flatMap((catcher, index) => {
      const errors = Array.isArray(catcher['ErrorEquals']) ? catcher['ErrorEquals'].map(String) : [];
      const all = index === 0 ? 'any error' : 'any other error';
      const label = errors.map((error) => (error === 'States.ALL' ? all : error)).join(', ');
      return edge(catcher['Next'], { kind: 'catch', label, errors, number: index + 1 });
    }),
  ];
}

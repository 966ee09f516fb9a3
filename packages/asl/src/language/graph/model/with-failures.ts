import { cutText } from '../../terminal';
import type { Graph, GraphNode, GraphScope } from './graph';
import type { Taken } from './taken-path';

/** Returns the graph of an execution: the label of a failed state is its error. */
export function withFailures(graph: Graph, taken: Taken): Graph {
  return { ...graph, scope: scopeWith(graph.scope, taken) };
}

function scopeWith(scope: GraphScope, taken: Taken): GraphScope {
  return { ...scope, nodes: scope.nodes.map((node) => nodeWith(node, taken)) };
}

function nodeWith(node: GraphNode, taken: Taken): GraphNode {
  const failure = taken.failureOf(node.id);
  const scopes = node.scopes.map((scope) => scopeWith(scope, taken));
  if (failure === undefined) return { ...node, scopes };
  const told = failure.cause === undefined ? failure.error : `${failure.error}: ${failure.cause}`;
  return { ...node, scopes, label: cutText(failure.error, 60), failure: cutText(told, 1000) };
}

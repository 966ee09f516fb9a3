import type { JsonObject, StateMachineDefinition } from '../../language/definition';
import { UserError } from '../../language/diagnostics';
import type { ExecutionOverlay } from '../../language/graph';
import { readEvent, readStateTree, readVisits, summarizeStates, takenEdges } from '../../ui';

/**
 * Returns what an execution did, as it is painted on the graph of its definition. Of the iterations of a Map, the first one that
 * failed is shown, else the first. Throws UserError for the history of another machine.
 */
export function executionOverlay(definition: StateMachineDefinition, events: readonly JsonObject[]): ExecutionOverlay {
  const tree = readStateTree(definition);
  const read = events.map(readEvent);
  const stranger = read.find(
    ({ type, details }) => type.endsWith('StateEntered') && !tree.byName.has(String(details['name'])),
  );
  if (stranger !== undefined)
    throw new UserError(
      `the history enters ${String(stranger.details['name'])}, which is not a state of the definition`,
    );
  const visits = readVisits(tree, read);
  const { states, items } = summarizeStates(tree, visits);
  return { states, edges: takenEdges(tree, visits, items) };
}

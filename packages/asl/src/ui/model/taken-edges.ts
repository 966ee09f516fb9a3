import { edgeId } from '../../language/graph';
import type { ChosenItems } from './state-summaries';
import type { StateTree } from './state-tree';
import type { Visit } from './visit';
import type { Visits } from './visits';

/** Returns the ids of the graph's edges that an execution took, in the iterations that are shown. */
export function takenEdges(tree: StateTree, { all }: Visits, items: ChosenItems): readonly string[] {
  const isShown = ({ path, items: of }: Visit): boolean =>
    (tree.byPath.get(path)?.maps ?? []).every((map, depth) => items[map] === of[depth]);
  const taken = new Set<string>();
  for (const visit of all.filter(isShown)) {
    const { path, before } = visit;
    const scope = path.slice(0, Math.max(0, path.length - visit.name.length - 1));
    if (before === undefined) taken.add(edgeId({ from: scope, to: path, kind: 'start' }));
    else taken.add(edgeId({ from: before.path, to: path, kind: before.status === 'caught' ? 'catch' : 'next' }));
    if (tree.byPath.get(path)?.definition['End'] === true && visit.status === 'succeeded')
      taken.add(edgeId({ from: path, to: scope, kind: 'end' }));
  }
  return [...taken];
}

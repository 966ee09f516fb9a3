import type { StateTree } from './state-tree';
import type { Visit } from './visit';
import type { Visits } from './visits';

/**
 * Returns the visit in which an execution's failure began; undefined for one that did not fail. A Parallel failed by what it holds, and a
 * Fail at the end of states that deal with errors by the state whose Catch led to them.
 */
export function failureOrigin(tree: StateTree, { last }: Visits): Visit | undefined {
  return last === undefined || last.status === 'succeeded' ? undefined : originOf(tree, last);
}

/** Returns the visit in which the failure of a visit began: itself, or one that it holds or follows. */
export function originOf(tree: StateTree, visit: Visit): Visit {
  if (visit.failedBy !== undefined) return originOf(tree, visit.failedBy);
  const caught = visit.type === 'Fail' ? caughtBefore(tree, visit) : undefined;
  return caught === undefined ? visit : originOf(tree, caught);
}

/** The failure whose Catch led here, if only such lead here. */
function caughtBefore(tree: StateTree, visit: Visit): Visit | undefined {
  for (let each = visit; tree.byPath.get(each.path)?.handlesErrors === true && each.before !== undefined; ) {
    each = each.before;
    if (each.status === 'caught') return each;
  }
  return undefined;
}

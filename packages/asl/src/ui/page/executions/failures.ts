import type { ExecutionView } from '../../model/execution-view';
import type { ChosenItems } from '../../model/state-summaries';

/** A state that failed, in an iteration of each Map that holds it. */
export interface Failure {
  readonly path: string;
  readonly items: ChosenItems;
}

/** Everything that failed, in the order of the definition; of a Map each failed iteration. */
export function failuresIn({ states, items }: Pick<ExecutionView, 'states' | 'items'>): readonly Failure[] {
  return states.flatMap(({ path, status, map }): Failure[] => {
    if (map !== undefined && map.failed > 0)
      return map.failedItems.map((item) => ({ path, items: { ...items, [path]: item } }));
    return status === 'failed' || status === 'caught' ? [{ path, items }] : [];
  });
}

/** Returns the failure after, or before, the selected state; from the last one it goes on with the first one. */
export function nextFailure(
  view: Pick<ExecutionView, 'states' | 'items'>,
  selected: string | undefined,
  direction: 1 | -1,
): Failure | undefined {
  const failures = failuresIn(view);
  const isSelected = ({ path, items }: Failure): boolean =>
    path === selected && (items[path] === undefined || items[path] === view.items[path]);
  const at = failures.findIndex(isSelected);
  if (at !== -1) return failures[(at + direction + failures.length) % failures.length];
  // By its place in the definition.
  const order = view.states.map(({ path }) => path);
  const from = order.indexOf(selected ?? '');
  const after = failures.findIndex(({ path }) => order.indexOf(path) > from);
  const next = direction === 1 ? after : (after === -1 ? failures.length : after) - 1;
  return failures[(next + failures.length) % Math.max(1, failures.length)];
}

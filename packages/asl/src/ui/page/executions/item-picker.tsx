import type { MapSummary } from '../../model/state-summaries';
import { countText } from '../shell/format';
import { location } from '../shell/location';
import { selectionIn, selectState } from './selection';
import type { ShownExecution } from './use-execution';

/** Chooses the iteration of a Map that is shown: any by its index, or the next one that failed. */
export function ItemPicker({
  view,
  path,
  map,
  label = 'Item',
}: {
  readonly view: ShownExecution;
  readonly path: string;
  readonly map: MapSummary;
  /** For people who do not see what it is beside. */
  readonly label?: string;
}) {
  const { item = 0, total, failedItems, failed } = map;
  const choose = (index: number | undefined): void => {
    // A state inside of it stays selected.
    const selected = selectionIn(location.value.query, view).state?.path ?? path;
    const kept = selected.startsWith(`${path}/`) ? selected : path;
    if (index !== undefined) selectState(kept, view, { ...view.items, [path]: index });
  };
  const before = failedItems.findLast((index) => index < item);
  const after = failedItems.find((index) => index > item);
  return (
    <span class="items">
      <label>
        Item{' '}
        <input
          type="number"
          aria-label={label}
          min={0}
          max={Math.max(0, total - 1)}
          value={item}
          onChange={(event) => choose(Math.max(0, Math.min(total - 1, Number(event.currentTarget.value))))}
        />
      </label>
      <span class="muted">of {countText(total)}</span>
      {failed === 0 ? null : (
        <span class="failed-items">
          <button
            type="button"
            class="quiet"
            disabled={before === undefined}
            onClick={() => choose(before)}
            aria-label="previous failed item"
          >
            ‹
          </button>
          <span class="bad-text">{countText(failed)} failed</span>
          <button
            type="button"
            class="quiet"
            disabled={after === undefined}
            onClick={() => choose(after)}
            aria-label="next failed item"
          >
            ›
          </button>
        </span>
      )}
    </span>
  );
}

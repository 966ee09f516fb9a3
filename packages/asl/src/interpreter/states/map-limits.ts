import type { MapState } from '../../language/definition';
import { compileNumberField } from '../compile/number-field';
import type { StateView } from './state-view';

/** How many iterations run at once, and how many may fail. */
export interface MapLimits {
  readonly maxConcurrency: number;
  readonly toleratedFailures?: number;
}

/** AWS runs at most 40 iterations of an inline Map at once; MaxConcurrency 0 or absent means that. */
const inlineConcurrency = 40;

/** Compiles MaxConcurrency, ToleratedFailureCount, ToleratedFailurePercentage and their `Path` twins. */
export function compileMapLimits(state: MapState): (view: StateView, length: number) => MapLimits {
  const maxConcurrency = compileNumberField(state, 'MaxConcurrency');
  const toleratedCount = compileNumberField(state, 'ToleratedFailureCount');
  const toleratedPercentage = compileNumberField(state, 'ToleratedFailurePercentage');
  return (view, length) => {
    const concurrency = maxConcurrency?.(view) ?? 0;
    const count = toleratedCount?.(view);
    const percentage = toleratedPercentage?.(view);
    inspectLimits(view, { concurrency, count, percentage });
    const tolerated = [count, shareOf(percentage, length)].filter((each) => each !== undefined);
    return {
      maxConcurrency: concurrency === 0 ? inlineConcurrency : Math.min(concurrency, inlineConcurrency),
      toleratedFailures: tolerated.length === 0 ? undefined : Math.min(...tolerated),
    };
  };
}

/** How many of the items a percentage is. */
function shareOf(percentage: number | undefined, length: number): number | undefined {
  return percentage === undefined ? undefined : Math.floor((percentage * length) / 100);
}

/** Records the numbers of a Map for an inspection; fields that it does not have are left out. */
export function inspectLimits(
  view: StateView,
  { concurrency, count, percentage }: { concurrency: number; count?: number; percentage?: number },
): void {
  view.inspect('maxConcurrency', concurrency);
  if (count !== undefined) view.inspect('toleratedFailureCount', count);
  if (percentage !== undefined) view.inspect('toleratedFailurePercentage', percentage);
}

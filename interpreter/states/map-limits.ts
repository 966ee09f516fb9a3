import type { MapState } from '../../asl/definition';
import { StatesError } from '../../asl/expressions';
import { compileNumberField } from '../compile/number-field';
import type { StateView } from './state-view';

/** How many iterations run at once, and how many may fail. */
export interface MapLimits {
  readonly maxConcurrency: number;
  readonly toleratedFailures?: number;
}

/** AWS runs at most 40 iterations of an inline Map at once; MaxConcurrency 0 or absent means that. */
const inlineConcurrency = 40;

/** Compiles MaxConcurrency, ToleratedFailureCount and their `Path` twins. */
export function compileMapLimits(state: MapState): (view: StateView) => MapLimits {
  const maxConcurrency = compileNumberField(state, 'MaxConcurrency');
  const toleratedCount = compileNumberField(state, 'ToleratedFailureCount');
  return (view) => {
    const concurrency = maxConcurrency?.(view) ?? 0;
    const toleratedFailures = toleratedCount?.(view);
    if (toleratedFailures !== undefined && toleratedFailures < 0)
      throw new StatesError('States.Runtime', 'ToleratedFailureCount cannot be negative.');
    return {
      maxConcurrency: concurrency === 0 ? inlineConcurrency : Math.min(concurrency, inlineConcurrency),
      toleratedFailures,
    };
  };
}

import type { MapState, QueryLanguage } from '../../../language/definition';
import { compileNumberField } from '../../compile/number-field';
import { inspectLimits } from '../../states/map-limits';
import type { StateView } from '../../states/state-view';
import type { MapRunPlan } from '../map-run-plan';
import { compileBatcher } from './compile-batcher';
import { compileReader } from './compile-reader';
import { compileWriter } from './compile-writer';

/** A Distributed Map's fields, compiled: its concurrency is evaluated when the state is entered, the rest once it has started. */
export interface CompiledMapRun {
  maxConcurrency(view: StateView): number;
  plan(view: StateView, maxConcurrency: number): MapRunPlan;
}

/** Compiles the fields that only a Distributed Map has. Throws an Error naming the field for what is not modelled. */
export function compileMapRun(state: MapState, queryLanguage: QueryLanguage): CompiledMapRun {
  const concurrency = compileNumberField(state, 'MaxConcurrency');
  const count = compileNumberField(state, 'ToleratedFailureCount');
  const percentage = compileNumberField(state, 'ToleratedFailurePercentage');
  const reader = compileReader(state.ItemReader, queryLanguage);
  const batcher = compileBatcher(state.ItemBatcher, queryLanguage);
  const writer = compileWriter(state.ResultWriter, queryLanguage);
  return {
    maxConcurrency: (view) => concurrency?.(view) ?? 0,
    plan(view, maxConcurrency) {
      const toleratedFailureCount = count?.(view);
      const toleratedFailurePercentage = percentage?.(view);
      const limits = {
        concurrency: maxConcurrency,
        count: toleratedFailureCount,
        percentage: toleratedFailurePercentage,
      };
      inspectLimits(view, limits);
      return {
        maxConcurrency,
        toleratedFailureCount,
        toleratedFailurePercentage,
        reader: reader?.(view),
        batcher: batcher?.(view),
        writer: writer?.(view),
      };
    },
  };
}

/** Returns the label in the ARNs of a Map state's children: its own, else one derived from its name. */
export function labelOf(name: string, { Label }: MapState): string {
  return Label ?? name.replace(/[^A-Za-z0-9_-]/g, '').slice(0, 40);
}

/** Whether a Map's item processor runs in child executions. */
export function isDistributed(state: MapState): boolean {
  return (state.ItemProcessor ?? state.Iterator)?.ProcessorConfig?.Mode === 'DISTRIBUTED';
}

/** Rejects the fields that an inline Map must not have. Throws an Error naming the field. */
export function refuseDistributedFields(state: MapState): void {
  const fields = ['ItemReader', 'ItemBatcher', 'ResultWriter'] as const;
  const field = fields.find((each) => state[each] !== undefined);
  if (field === undefined) return;
  throw new Error(`\`${field}\`: only a Distributed Map may have it (\`ProcessorConfig: {Mode: DISTRIBUTED}\`)`);
}

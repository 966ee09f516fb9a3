import { join } from 'node:path';
import { type BatchPrices, type PricedItems, priceBatch } from '../../batch/batch-price';
import type { BatchSummary } from '../../batch/batch-record';
import { batchTransitions } from '../../batch/plan/batch-paths';
import type { PlanBatchOptions, PlanLimits } from '../../batch/plan/batch-plan';
import type { MapRunCounts } from '../../batch/read-map-run';

/** Where the definitions, and the quotas and the model of the environment, are read. */
export interface PriceSources {
  readonly projectRoot: string;
  /** Throws an error if the environment has no file. */
  limits(): PlanLimits;
}

/** Prices batches as `pipelines batch plan` does. Definitions and quotas are read once, when they are first needed. */
export class BatchPricing {
  private planning: PlanBatchOptions | { readonly problem: string } | undefined;

  constructor(private readonly sources: PriceSources) {}

  /** Why nothing can be priced: a definition or the environment's file cannot be read. */
  get problem(): string | undefined {
    const planning = this.read();
    return 'problem' in planning ? planning.problem : undefined;
  }

  /** Undefined if nothing can be priced, or if it is not known yet what is in the batch. */
  price(items: PricedItems | undefined): BatchPrices | undefined {
    const planning = this.read();
    return items === undefined || 'problem' in planning ? undefined : priceBatch(items, planning);
  }

  private read(): PlanBatchOptions | { readonly problem: string } {
    this.planning ??= readPlanning(this.sources);
    return this.planning;
  }
}

function readPlanning({ projectRoot, limits }: PriceSources): PlanBatchOptions | { readonly problem: string } {
  try {
    return { limits: limits(), transitions: batchTransitions(join(projectRoot, 'definitions')) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

/** What a batch's price depends on: its summary, else the Map Run; `places`: statuses of the ledger, if they were read. */
export function pricedItems(
  summary: BatchSummary | undefined,
  mapRun: MapRunCounts | undefined,
  places: Readonly<Record<string, number>> = {},
): PricedItems | undefined {
  if (summary !== undefined) {
    const { counts, price } = summary;
    const items = counts['items'] ?? 0;
    return {
      items,
      done: items - (counts['PENDING'] ?? 0),
      unread: (counts['REJECTED'] ?? 0) + (counts['ALREADY_PROCESSED'] ?? 0),
      stepFunctions: price.stepFunctions,
    };
  }
  if (mapRun === undefined) return undefined;
  const { total: items, succeeded, failed } = mapRun;
  return { items, done: succeeded + failed, unread: Math.min(places['REJECTED'] ?? 0, succeeded + failed) };
}

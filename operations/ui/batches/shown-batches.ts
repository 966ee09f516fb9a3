import type { BatchPrices, PriceParts } from '../../batch/batch-price';
import { batchView, failureOfBatch, outcomeCounts } from '../../batch/batch-view';
import { type MapRunCounts, restSeconds } from '../../batch/read-map-run';
import type { OperatorCommands } from '../../operator-commands';
import type { CutList, ListedBatch, ShownBatch, ShownPrice, ShownProgress } from './batch-model';
import { type BatchPricing, pricedItems } from './batch-prices';
import type { ReadBatch, ReadProgress } from './batch-reader';

/** What is needed to show batches. */
export interface ShowingBatches {
  readonly commands: OperatorCommands;
  readonly pricing: BatchPricing;
  readonly now: number;
}

/** A batch in the list. */
export function listedBatch({ record, mapRun }: ReadBatch, { commands, pricing, now }: ShowingBatches): ListedBatch {
  const { batchId, status, startDate, summary, error } = record;
  const documents = summary?.counts['items'] ?? mapRun?.total;
  const { soFar, whole } = pricing.price(pricedItems(summary, mapRun)) ?? {};
  const price =
    soFar?.total === undefined || whole?.total === undefined
      ? {}
      : { price: { soFar: soFar.total, whole: whole.total } };
  return {
    batchId,
    status,
    ...(startDate === undefined ? {} : { startedAt: startDate.getTime() }),
    ...(documents === undefined ? {} : { documents }),
    counts: summary === undefined ? [] : outcomeCounts(summary),
    ...progress(mapRun, now),
    ...(error === undefined ? {} : { failure: failureOfBatch(record, commands).text }),
    ...price,
  };
}

/** One batch, of the model that `pipelines batch show` prints. */
export function shownBatch(
  { record, mapRun }: ReadBatch,
  { progress: items, asOf }: ReadProgress,
  { commands, pricing, now }: ShowingBatches,
): ShownBatch {
  const view = batchView({ record, ...items }, commands);
  const { batchId, executionArn, status, isRunning, summary, counts, isResumable, next, failure } = view;
  const { startDate, stopDate } = record;
  const prices = pricing.price(pricedItems(summary, mapRun, items.places));
  const { problem } = pricing;
  return {
    batchId,
    executionArn,
    status,
    isRunning,
    ...(startDate === undefined ? {} : { startedAt: startDate.getTime() }),
    ...(stopDate === undefined ? {} : { stoppedAt: stopDate.getTime() }),
    asOf,
    ...(failure === undefined ? {} : { failure }),
    ...(summary === undefined ? {} : { rows: summary.counts['rows'] ?? 0, items: summary.counts['items'] ?? 0 }),
    duplicates: summary?.counts['duplicates'] ?? 0,
    counts,
    ...progress(mapRun, now),
    ...(prices === undefined ? {} : { price: shownPrice(prices) }),
    ...(problem === undefined ? {} : { priceProblem: problem }),
    failed: cut(view.failed),
    rejected: cut(view.rejected.map(({ key, reason }) => ({ key, reason }))),
    badRows: cut(view.badRows.map(({ line, reason }) => ({ line, reason }))),
    neverStarted: cut(view.neverStarted),
    isResumable,
    next,
    command: commands.showBatch(batchId),
  };
}

function progress(mapRun: MapRunCounts | undefined, now: number): { readonly progress?: ShownProgress } {
  if (mapRun === undefined) return {};
  const { total, running, succeeded, failed } = mapRun;
  const rest = restSeconds(mapRun, now);
  return {
    progress: {
      total,
      done: succeeded + failed,
      running,
      failed,
      ...(rest === undefined || mapRun.stopDate !== undefined ? {} : { restSeconds: rest }),
    },
  };
}

function shownPrice({ soFar, whole, isCounted, isWhole, eachHandedOver, assumptions }: BatchPrices): ShownPrice {
  const rows: readonly (readonly [string, keyof PriceParts])[] = [
    ['Step Functions', 'stepFunctions'],
    ['Textract', 'textract'],
    ['Bedrock', 'bedrock'],
    ['together', 'total'],
  ];
  return {
    parts: rows.map(([part, name]) => ({
      part,
      ...(soFar[name] === undefined ? {} : { soFar: soFar[name] }),
      ...(whole[name] === undefined ? {} : { whole: whole[name] }),
    })),
    isCounted,
    isWhole,
    ...(eachHandedOver === undefined ? {} : { eachHandedOver }),
    assumptions,
  };
}

/** Lines of a list that are sent: `--json` of the command has all. */
const mostSent = 500;

function cut<Item>(items: readonly Item[]): CutList<Item> {
  return { count: items.length, first: items.slice(0, mostSent) };
}

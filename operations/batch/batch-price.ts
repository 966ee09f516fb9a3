import { type BatchPlan, type PlanBatchOptions, planBatch } from './plan/batch-plan';
import { estimateDocuments } from './plan/measure-documents';

/** What is known of a batch's items. */
export interface PricedItems {
  readonly items: number;
  /** That have ended. */
  readonly done: number;
  /** Of those, rejected or processed before: neither Textract nor the model is paid for them. */
  readonly unread: number;
  /** US dollars for Step Functions, if the batch's summary has counted them. */
  readonly stepFunctions?: number;
}

/** US dollars; undefined if the price of the model is unknown. */
export type PriceParts = BatchPlan['price'];

/** The price of a batch, estimated as `pipelines batch plan` does. */
export interface BatchPrices {
  readonly soFar: PriceParts;
  /** Of all items. */
  readonly whole: PriceParts;
  /** Whether Step Functions so far is the summary's figure; else it is estimated too. */
  readonly isCounted: boolean;
  /** Whether everything has ended: then both prices are the same. */
  readonly isWhole: boolean;
  /** More for each handed-over document, when it goes on. */
  readonly eachHandedOver: number | undefined;
  readonly assumptions: readonly string[];
}

/** Returns the price of what has been done, and of the whole. */
export function priceBatch(
  { items, done, unread, stepFunctions }: PricedItems,
  planning: PlanBatchOptions,
): BatchPrices {
  const plan = (documents: number): BatchPlan =>
    planBatch({ ...estimateDocuments(documents), unreadable: Math.min(unread, documents) }, planning);
  const [begun, all] = [plan(done), plan(items)];
  return {
    soFar: counted(begun.price, stepFunctions),
    whole: done >= items ? counted(all.price, stepFunctions) : all.price,
    isCounted: stepFunctions !== undefined,
    isWhole: done >= items,
    eachHandedOver: all.eachHandedOver.total,
    assumptions: [
      ...(unread > 0
        ? [`${unread} document(s) were rejected or processed before: without Textract and the model`]
        : []),
      ...all.assumptions,
    ],
  };
}

function counted(price: PriceParts, stepFunctions = price.stepFunctions): PriceParts {
  const { total } = price;
  return {
    ...price,
    stepFunctions,
    total: total === undefined ? undefined : total - price.stepFunctions + stepFunctions,
  };
}

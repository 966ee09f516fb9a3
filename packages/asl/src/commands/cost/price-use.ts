import type { CostAssumptions } from '../../language/config';
import {
  billedTransitions,
  expressPrice,
  type Meter,
  meterPrice,
  standardPrice,
  tokensPrice,
} from '../../language/cost';
import type { ExecutionsUse, PathUse } from './path-use';

/** US dollars for one execution of a path. */
export interface PathPrice {
  /** As AWS bills a Standard machine: states entered, retries, and the start of each execution. */
  readonly billed: number;
  readonly standard: number;
  /** The same as an Express execution; undefined if it cannot be one. */
  readonly express: number | undefined;
  readonly textract: number;
  readonly bedrock: number;
  /** Lambda, DynamoDB, S3, SNS, SQS. */
  readonly others: number;
  /** With the type that the machine has. */
  readonly total: number;
}

/**
 * Returns the price of a path. `type`: that of its state machine; children of Distributed Maps have the type of their
 * Map.
 */
export function priceUse(use: PathUse, type: 'STANDARD' | 'EXPRESS', assumptions: CostAssumptions): PathPrice {
  const { region, modelId, expressMegabytes } = assumptions;
  const children = use.standardChildren;
  const billed = billedOf(use.parent) + (children.executions === 0 ? 0 : billedOf(children));
  const expressChildren = expressOf(use.expressChildren, expressMegabytes);
  const standard = standardPrice({ stateTransitions: billed, region }) + expressChildren;
  const express =
    use.needsStandard || children.executions > 0
      ? undefined
      : expressOf(use.parent, expressMegabytes) + expressChildren;
  const textract = priceOf(use, (meter) => meter.startsWith('textract'));
  const others = priceOf(use, (meter) => !meter.startsWith('textract'));
  const { inputTokens, outputTokens } = use;
  const bedrock = tokensPrice({ modelId, inputTokens, outputTokens }) ?? 0;
  const machine = type === 'EXPRESS' ? (express ?? standard) : standard;
  return { billed, standard, express, textract, bedrock, others, total: machine + textract + bedrock + others };
}

function billedOf({ statesEntered, retries, executions }: ExecutionsUse): number {
  return billedTransitions({ statesEntered, retries, executions });
}

function expressOf({ executions, callSeconds }: ExecutionsUse, memoryMegabytes: number): number {
  if (executions === 0) return 0;
  const durationMilliseconds = (callSeconds * 1_000) / executions;
  return expressPrice({ executions, durationMilliseconds, memoryMegabytes });
}

function priceOf({ units }: PathUse, isMeant: (meter: Meter) => boolean): number {
  const used = Object.entries(units) as [Meter, number][];
  return used.filter(([meter]) => isMeant(meter)).reduce((sum, [meter, count]) => sum + meterPrice(meter, count), 0);
}

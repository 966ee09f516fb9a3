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
import type { StateUse } from './state-use';

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
  const { region, expressMegabytes } = assumptions;
  const children = use.standardChildren;
  const billed = billedOf(use.parent) + (children.executions === 0 ? 0 : billedOf(children));
  const expressChildren = expressOf(use.expressChildren, expressMegabytes);
  const standard = standardPrice({ stateTransitions: billed, region }) + expressChildren;
  const express =
    use.needsStandard || children.executions > 0
      ? undefined
      : expressOf(use.parent, expressMegabytes) + expressChildren;
  const calls = priceCalls(use, assumptions);
  const machine = type === 'EXPRESS' ? (express ?? standard) : standard;
  return { billed, standard, express, ...calls, total: machine + sumOf(calls) };
}

/** US dollars for what one state does in one execution. */
export type StatePrice = Omit<PathPrice, 'express'>;

/** Returns a state's part of the price of a path. An Express execution is billed as a whole: by its duration. */
export function priceState(use: StateUse, assumptions: CostAssumptions): StatePrice {
  const { billed } = use;
  const standard = standardPrice({ stateTransitions: billed, region: assumptions.region });
  const calls = priceCalls(use, assumptions);
  return { billed, standard, ...calls, total: standard + sumOf(calls) };
}

type CallsPrice = Pick<PathPrice, 'textract' | 'bedrock' | 'others'>;

function priceCalls(
  use: Pick<PathUse, 'units' | 'inputTokens' | 'outputTokens'>,
  { modelId }: CostAssumptions,
): CallsPrice {
  const { inputTokens, outputTokens } = use;
  return {
    textract: priceOf(use, (meter) => meter.startsWith('textract')),
    bedrock: tokensPrice({ modelId, inputTokens, outputTokens }) ?? 0,
    others: priceOf(use, (meter) => !meter.startsWith('textract')),
  };
}

function sumOf({ textract, bedrock, others }: CallsPrice): number {
  return textract + bedrock + others;
}

function billedOf({ statesEntered, retries, executions }: ExecutionsUse): number {
  return billedTransitions({ statesEntered, retries, executions });
}

function expressOf({ executions, callSeconds }: ExecutionsUse, memoryMegabytes: number): number {
  if (executions === 0) return 0;
  const durationMilliseconds = (callSeconds * 1_000) / executions;
  return expressPrice({ executions, durationMilliseconds, memoryMegabytes });
}

function priceOf({ units }: Pick<PathUse, 'units'>, isMeant: (meter: Meter) => boolean): number {
  const used = Object.entries(units) as [Meter, number][];
  return used.filter(([meter]) => isMeant(meter)).reduce((sum, [meter, count]) => sum + meterPrice(meter, count), 0);
}

import type { Json } from '../../definition';
import { parseTimestamp } from './timestamp';

/** Compares the variable's value with the operand; values of another type are never equal, smaller or larger. */
export type ChoiceComparison = (value: Json, operand: Json) => boolean;

type Order = (order: number) => boolean;

const orders: Readonly<Record<string, Order>> = {
  Equals: (order) => order === 0,
  LessThan: (order) => order < 0,
  GreaterThan: (order) => order > 0,
  LessThanEquals: (order) => order <= 0,
  GreaterThanEquals: (order) => order >= 0,
};

/** The operators that also exist with `Path` at their end (the operand is then a path), by name. */
export const comparisons: Readonly<Record<string, ChoiceComparison>> = {
  ...family('String', compareTexts),
  ...family('Numeric', compareNumbers),
  ...family('Timestamp', compareTimestamps),
  BooleanEquals: (value, operand) => typeof value === 'boolean' && value === operand,
};

/** The operators that test the type of a value; their operand is the expected result. IsPresent is not among them. */
export const kindTests: Readonly<Record<string, (value: Json) => boolean>> = {
  IsNull: (value) => value === null,
  IsNumeric: (value) => typeof value === 'number',
  IsString: (value) => typeof value === 'string',
  IsBoolean: (value) => typeof value === 'boolean',
  IsTimestamp: (value) => typeof value === 'string' && parseTimestamp(value) !== undefined,
};

function family(
  name: string,
  compare: (value: Json, operand: Json) => number | undefined,
): Record<string, ChoiceComparison> {
  return Object.fromEntries(
    Object.entries(orders).map(([suffix, holds]) => [
      `${name}${suffix}`,
      (value: Json, operand: Json) => {
        const order = compare(value, operand);
        return order !== undefined && holds(order);
      },
    ]),
  );
}

function compareTexts(value: Json, operand: Json): number | undefined {
  if (typeof value !== 'string' || typeof operand !== 'string') return undefined;
  return value < operand ? -1 : value > operand ? 1 : 0;
}

function compareNumbers(value: Json, operand: Json): number | undefined {
  if (typeof value !== 'number' || typeof operand !== 'number') return undefined;
  return value - operand;
}

function compareTimestamps(value: Json, operand: Json): number | undefined {
  const [left, right] = [value, operand].map((each) => (typeof each === 'string' ? parseTimestamp(each) : undefined));
  if (left === undefined || right === undefined) return undefined;
  return left < right ? -1 : left > right ? 1 : 0;
}

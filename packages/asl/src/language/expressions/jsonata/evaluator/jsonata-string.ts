import { JsonataError } from './jsonata-error';
import type { Evaluation } from './scope';
import { isFunction } from './values';

/**
 * What `$string` returns for a value: a string stays, a function is empty, anything else is JSON with 15 significant
 * digits. Visited values count as steps.
 */
export function jsonataString(value: unknown, evaluation: Evaluation, space = 0): string {
  if (typeof value === 'string') return value;
  if (isFunction(value)) return '';
  if (typeof value === 'number' && !Number.isFinite(value)) throw new JsonataError('D3001', { value });
  if (typeof value === 'number') return String(shortenNumber(value));
  return JSON.stringify(
    value,
    (_key, member: unknown) => {
      evaluation.spend(1);
      return shortenNumber(member);
    },
    space,
  );
}

function shortenNumber(member: unknown): unknown {
  if (typeof member === 'number') {
    if (!Number.isFinite(member)) throw new JsonataError('D1001', { value: member });
    return Number.isInteger(member) ? member : Number(member.toPrecision(15));
  }
  return isFunction(member) ? '' : member;
}

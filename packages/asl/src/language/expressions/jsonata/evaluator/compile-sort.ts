import type { Tuple } from './compile-filter';
import { type Code, compileNode } from './compile-node';
import { JsonataError } from './jsonata-error';
import type { EvaluationScope } from './scope';
import type { SyntaxNode } from './syntax';
import type { MarkedArray } from './values';

/** Compiles `^(<a, >b)`: a stable sort by terms; members without a value come last. */
export function compileSort(node: SyntaxNode): (members: MarkedArray, scope: EvaluationScope) => MarkedArray {
  const terms = (node.terms ?? []).map(({ expression, descending }) => ({
    code: compileNode(expression),
    sign: descending ? -1 : 1,
  }));
  return (members, scope) => {
    if (members.length <= 1) return members;
    const termOf = (member: unknown, code: Code) =>
      members.tupleStream ? code((member as Tuple)['@'], scope.inner(member as Tuple)) : code(member, scope);
    const sorted: MarkedArray = sortStably(members, (left, right) => {
      scope.evaluation.spend(1);
      for (const { code, sign } of terms) {
        const order = compareTerms(termOf(left, code), termOf(right, code), sign);
        if (order !== 0) return order > 0;
      }
      return false;
    });
    if (members.tupleStream) sorted.tupleStream = true;
    return sorted;
  };
}

function compareTerms(left: unknown, right: unknown, sign: number): number {
  if (left === undefined || right === undefined) return left === right ? 0 : left === undefined ? 1 : -1;
  for (const value of [left, right])
    if (typeof value !== 'string' && typeof value !== 'number') throw new JsonataError('T2008', { value });
  if (typeof left !== typeof right) throw new JsonataError('T2007', { value: left, value2: right });
  if (left === right) return 0;
  return (left as string) < (right as string) ? -sign : sign;
}

/** Merge sort by a test that returns whether the left member comes after the right one. Does not change the input. */
export function sortStably(
  members: readonly unknown[],
  isAfter: (left: unknown, right: unknown) => boolean,
): unknown[] {
  if (members.length <= 1) return [...members];
  const middle = Math.floor(members.length / 2);
  const left = sortStably(members.slice(0, middle), isAfter);
  const right = sortStably(members.slice(middle), isAfter);
  const merged: unknown[] = [];
  let [atLeft, atRight] = [0, 0];
  while (atLeft < left.length && atRight < right.length) {
    merged.push(isAfter(left[atLeft], right[atRight]) ? right[atRight++] : left[atLeft++]);
  }
  while (atLeft < left.length) merged.push(left[atLeft++]);
  while (atRight < right.length) merged.push(right[atRight++]);
  return merged;
}

import { type Code, compileNode } from './compile-node';
import type { EvaluationScope } from './scope';
import type { SyntaxNode } from './syntax';
import { booleanOf, isNumeric, type MarkedArray, sequenceOf } from './values';

/** A tuple of a tuple stream: `@` is the member, the rest are bound names. */
export type Tuple = Readonly<Record<string, unknown>>;

/** Compiles `[predicate]`: a number chooses by position (from the end if negative), anything else by its truth. */
export function compileFilter(predicate: SyntaxNode): Code {
  if (predicate.type === 'number') return (input) => memberAt(arrayOf(input), predicate.value as number);
  const test = compileNode(predicate);
  return (input, scope) => {
    const members = arrayOf(input);
    scope.evaluation.spend(members.length);
    const found = sequenceOf();
    if (members.tupleStream) found.tupleStream = true;
    for (let at = 0; at < members.length; at++) {
      const answer = evaluateFor(members, at, test, scope);
      for (let times = timesChosen(answer, at, members.length); times > 0; times--) found.push(members[at]);
    }
    return found;
  };
}

function arrayOf(input: unknown): MarkedArray {
  return Array.isArray(input) ? input : sequenceOf(input);
}

function memberAt(members: MarkedArray, position: number): unknown {
  const member = members.at(Math.floor(position));
  if (Array.isArray(member)) return member;
  const found = member === undefined ? sequenceOf() : sequenceOf(member);
  if (members.tupleStream) found.tupleStream = true;
  return found;
}

function evaluateFor(members: MarkedArray, at: number, test: Code, scope: EvaluationScope): unknown {
  const member = members[at];
  return members.tupleStream ? test((member as Tuple)['@'], scope.inner(member as Tuple)) : test(member, scope);
}

/** Numbers choose the member as often as they name its position. */
function timesChosen(answer: unknown, at: number, length: number): number {
  if (isNumeric(answer)) return positionOf(answer, length) === at ? 1 : 0;
  if (Array.isArray(answer) && answer.every(isNumeric))
    return answer.filter((each) => positionOf(each as number, length) === at).length;
  return booleanOf(answer) ? 1 : 0;
}

function positionOf(position: number, length: number): number {
  const floor = Math.floor(position);
  return floor < 0 ? length + floor : floor;
}

import { type Code, compileNode } from './compile-node';
import { JsonataError } from './jsonata-error';
import { jsonataString } from './jsonata-string';
import type { Evaluation } from './scope';
import type { SyntaxNode } from './syntax';
import { booleanOf, checkMembers, checkMemory, isDeepEqual, isNumeric, type MarkedArray } from './values';

/** Compiles an operator between two expressions. */
export function compileOperator(node: SyntaxNode): Code {
  const operator = node.value as string;
  const left = compileNode(node.lhs as SyntaxNode);
  const right = compileNode(node.rhs as SyntaxNode);
  if (operator === 'and')
    return (input, scope) => booleanOf(left(input, scope)) === true && booleanOf(right(input, scope)) === true;
  if (operator === 'or')
    return (input, scope) => booleanOf(left(input, scope)) === true || booleanOf(right(input, scope)) === true;
  const apply = operators[operator];
  if (apply === undefined) throw new Error(`JSONata's operator \`${operator}\` is not supported`);
  return (input, scope) => apply(left(input, scope), right(input, scope), scope.evaluation);
}

/** Compiles `-a`. */
export function compileNegation(node: SyntaxNode): Code {
  const operand = compileNode(node.expression as SyntaxNode);
  return (input, scope) => {
    const value = operand(input, scope);
    if (value === undefined) return undefined;
    if (!isNumeric(value)) throw new JsonataError('D1002', { value, token: '-' });
    return -value;
  };
}

type Apply = (left: unknown, right: unknown, evaluation: Evaluation) => unknown;

const operators: Readonly<Record<string, Apply>> = {
  '+': numeric('+', (left, right) => left + right),
  '-': numeric('-', (left, right) => left - right),
  '*': numeric('*', (left, right) => left * right),
  '/': numeric('/', (left, right) => left / right),
  '%': numeric('%', (left, right) => left % right),
  '=': (left, right, evaluation) => left !== undefined && right !== undefined && isDeepEqual(left, right, evaluation),
  '!=': (left, right, evaluation) => left !== undefined && right !== undefined && !isDeepEqual(left, right, evaluation),
  '<': compareOrder('<', (left, right) => left < right),
  '<=': compareOrder('<=', (left, right) => left <= right),
  '>': compareOrder('>', (left, right) => left > right),
  '>=': compareOrder('>=', (left, right) => left >= right),
  '&': (left, right, evaluation) =>
    checkMemory(
      (left === undefined ? '' : jsonataString(left, evaluation)) +
        (right === undefined ? '' : jsonataString(right, evaluation)),
    ),
  '..': range,
  in: (left, right, evaluation) => {
    if (left === undefined || right === undefined) return false;
    evaluation.handle(right);
    return (Array.isArray(right) ? right : [right]).includes(left);
  },
};

function numeric(token: string, apply: (left: number, right: number) => number): Apply {
  return (left, right) => {
    if (left !== undefined && !isNumeric(left)) throw new JsonataError('T2001', { value: left, token });
    if (right !== undefined && !isNumeric(right)) throw new JsonataError('T2002', { value: right, token });
    return left === undefined || right === undefined ? undefined : apply(left, right);
  };
}

function compareOrder(token: string, holds: (left: string | number, right: string | number) => boolean): Apply {
  return (left, right) => {
    if (!isComparable(left) || !isComparable(right))
      throw new JsonataError('T2010', { value: isComparable(left) ? right : left, token });
    if (left === undefined || right === undefined) return undefined;
    if (typeof left !== typeof right) throw new JsonataError('T2009', { value: left, value2: right, token });
    return holds(left, right);
  };
}

function isComparable(value: unknown): value is string | number | undefined {
  return value === undefined || typeof value === 'string' || typeof value === 'number';
}

function range(left: unknown, right: unknown, evaluation: Evaluation): unknown {
  if (left !== undefined && !Number.isInteger(left)) throw new JsonataError('T2003', { value: left });
  if (right !== undefined && !Number.isInteger(right)) throw new JsonataError('T2004', { value: right });
  if (left === undefined || right === undefined) return undefined;
  const [first, last] = [left as number, right as number];
  if (first > last) return undefined;
  const size = last - first + 1;
  checkMembers(size);
  evaluation.spend(size / 4);
  const sequence: MarkedArray = Array.from({ length: size }, (_, at) => first + at);
  sequence.sequence = true;
  return sequence;
}

import { compileCall, compileChain, compileLambda, compilePartial } from './compile-calls';
import { compileArray, compileGroup } from './compile-constructors';
import { compileFilter } from './compile-filter';
import { compileNegation, compileOperator } from './compile-operators';
import { compilePath } from './compile-path';
import { compilePattern } from './compile-pattern';
import { compileTransform } from './compile-transform';
import type { EvaluationScope } from './scope';
import type { Pair, SyntaxNode } from './syntax';
import { booleanOf, isObject, isSequence, memberOf, sequenceOf } from './values';

/** A compiled piece of an expression: `input` is what `$` and names refer to. */
export type Code = (input: unknown, scope: EvaluationScope) => unknown;

/**
 * Compiles a node with its filters and its grouping. A sequence of one member returns that member, an empty one
 * undefined.
 */
export function compileNode(node: SyntaxNode): Code {
  if (isLiteral(node)) {
    const { value } = node;
    return () => value;
  }
  let code = compileBare(node);
  for (const { expr } of node.predicate ?? []) code = applyFilter(code, expr as SyntaxNode);
  if (node.type !== 'path' && node.group !== undefined) code = applyGroup(code, compileGroup(node.group.lhs));
  return settleSequence(code, node.keepArray === true);
}

function isLiteral(node: SyntaxNode): boolean {
  return ['string', 'number', 'value'].includes(node.type) && node.predicate === undefined && node.group === undefined;
}

function applyFilter(code: Code, predicate: SyntaxNode): Code {
  const filter = compileFilter(predicate);
  return (input, scope) => filter(code(input, scope), scope);
}

function applyGroup(code: Code, group: Code): Code {
  return (input, scope) => group(code(input, scope), scope);
}

function settleSequence(code: Code, keepArray: boolean): Code {
  return (input, scope) => {
    const result = code(input, scope);
    if (!isSequence(result) || result.tupleStream) return result;
    if (keepArray) result.keepSingleton = true;
    if (result.length > 1) return result;
    return result.length === 0 ? undefined : result.keepSingleton ? result : result[0];
  };
}

function compileBare(node: SyntaxNode): Code {
  const compile = compilers[node.type];
  if (compile === undefined) throw new Error(`JSONata's \`${node.type}\` is not supported`);
  return compile(node);
}

const compilers: Readonly<Record<string, (node: SyntaxNode) => Code>> = {
  path: compilePath,
  binary: compileOperator,
  unary: compileUnary,
  name:
    ({ value }) =>
    (input) =>
      memberOf(input, value as string),
  string:
    ({ value }) =>
    () =>
      value,
  number:
    ({ value }) =>
    () =>
      value,
  value:
    ({ value }) =>
    () =>
      value,
  wildcard: () => (input) => wildcard(input),
  descendant: () => (input, scope) => descendants(input, scope),
  parent:
    ({ slot }) =>
    (_input, scope) =>
      scope.lookup(slot?.label ?? ''),
  condition: compileCondition,
  block: compileBlock,
  bind: compileBinding,
  regex: compilePattern,
  function: (node) => compileCall(node),
  variable: compileVariable,
  lambda: compileLambda,
  partial: compilePartial,
  apply: compileChain,
  transform: compileTransform,
};

function compileUnary(node: SyntaxNode): Code {
  if (node.value === '-') return compileNegation(node);
  return node.value === '[' ? compileArray(node) : compileGroup(node.lhs as readonly Pair[]);
}

function compileVariable({ value }: SyntaxNode): Code {
  const name = value as string;
  return name === '' ? (input) => input : (_input, scope) => scope.lookup(name);
}

function compileCondition(node: SyntaxNode): Code {
  const condition = compileNode(node.condition as SyntaxNode);
  const whenTrue = compileNode(node.then as SyntaxNode);
  const whenFalse = node.else === undefined ? () => undefined : compileNode(node.else);
  return (input, scope) => (booleanOf(condition(input, scope)) ? whenTrue(input, scope) : whenFalse(input, scope));
}

function compileBlock(node: SyntaxNode): Code {
  const parts = (node.expressions ?? []).map(compileNode);
  return (input, scope) => {
    const inner = scope.inner();
    let result: unknown;
    for (const part of parts) result = part(input, inner);
    return result;
  };
}

function compileBinding(node: SyntaxNode): Code {
  const name = (node.lhs as SyntaxNode).value as string;
  const value = compileNode(node.rhs as SyntaxNode);
  return (input, scope) => {
    const bound = value(input, scope);
    scope.bind(name, bound);
    return bound;
  };
}

function wildcard(input: unknown): unknown {
  const found = sequenceOf();
  const members = Array.isArray(input) ? input : isObject(input) ? Object.values(input) : [];
  for (const member of members) {
    if (Array.isArray(member)) for (const each of member.flat(Number.POSITIVE_INFINITY)) found.push(each);
    else found.push(member);
  }
  return found;
}

function descendants(input: unknown, scope: EvaluationScope): unknown {
  if (input === undefined) return undefined;
  const found = sequenceOf();
  const waiting = [input];
  while (waiting.length > 0) {
    const node = waiting.pop();
    scope.evaluation.spend(1);
    if (!Array.isArray(node)) found.push(node);
    const children = Array.isArray(node) ? node : isObject(node) ? Object.values(node) : [];
    for (let at = children.length - 1; at >= 0; at--) waiting.push(children[at]);
  }
  return found.length === 1 ? found[0] : found;
}

import type { Tuple } from './compile-filter';
import { type Code, compileNode } from './compile-node';
import { JsonataError } from './jsonata-error';
import type { EvaluationScope } from './scope';
import type { Pair, SyntaxNode } from './syntax';
import { append, bytesOf, checkBytes, type MarkedArray, sequenceOf, setMember } from './values';

/**
 * Compiles `[a, b]`: arrays are flattened into it, an array constructor stays an array, an absent value is left out.
 */
export function compileArray(node: SyntaxNode): Code {
  const items = (node.expressions ?? []).map((item) => ({
    code: compileNode(item),
    isArray: item.type === 'unary' && item.value === '[',
  }));
  return (input, scope) => {
    const array: MarkedArray = [];
    let bytesInside = 0;
    for (const { code, isArray } of items) {
      const value = code(input, scope);
      if (value === undefined) continue;
      if (isArray || !Array.isArray(value)) {
        bytesInside += bytesOf(value);
        array.push(value);
      } else {
        scope.evaluation.spend(value.length);
        for (const each of value) array.push(each);
      }
    }
    checkBytes(bytesOf(array) + bytesInside);
    if (node.consarray) Object.defineProperty(array, 'cons', { value: true });
    return array;
  };
}

interface Group {
  data: unknown;
  readonly pair: number;
}

/** Compiles `{key: value}`: members of the input with the same key are grouped, and the value is evaluated for each group. */
export function compileGroup(pairs: readonly Pair[]): Code {
  const compiled = pairs.map(([key, value]) => ({ key: compileNode(key), value: compileNode(value) }));
  const fixed = fixedKeys(pairs);
  return (input, scope) => {
    if (fixed !== undefined && !Array.isArray(input)) return objectOf(fixed, (at) => compiled[at]?.value(input, scope));
    const members = membersOf(input);
    const groups = new Map<string, Group>();
    scope.evaluation.spend(members.length);
    for (const member of members) {
      for (const [pair, { key }] of compiled.entries())
        addTo(groups, pair, evaluateMember(key, member, members, scope), member, scope);
    }
    return evaluateGroups(groups, compiled, members, scope);
  };
}

/** Returns the keys if all are different strings: the common object literal. */
function fixedKeys(pairs: readonly Pair[]): readonly string[] | undefined {
  const keys = pairs.map(([key]) => (key.type === 'string' ? (key.value as string) : undefined));
  return keys.every((key) => key !== undefined) && new Set(keys).size === keys.length ? keys : undefined;
}

function objectOf(keys: readonly string[], valueAt: (at: number) => unknown): unknown {
  const object: Record<string, unknown> = {};
  keys.forEach((key, at) => {
    const value = valueAt(at);
    if (value !== undefined) setMember(object, key, value);
  });
  return object;
}

function membersOf(input: unknown): MarkedArray {
  const members: MarkedArray = Array.isArray(input) ? input : sequenceOf(input);
  return members.length === 0 && !members.tupleStream ? sequenceOf(undefined) : members;
}

function evaluateMember(code: Code, member: unknown, members: MarkedArray, scope: EvaluationScope): unknown {
  return members.tupleStream ? code((member as Tuple)['@'], scope.inner(member as Tuple)) : code(member, scope);
}

function addTo(groups: Map<string, Group>, pair: number, key: unknown, member: unknown, scope: EvaluationScope): void {
  if (key === undefined) return;
  if (typeof key !== 'string') throw new JsonataError('T1003', { value: key });
  const group = groups.get(key);
  if (group === undefined) groups.set(key, { data: member, pair });
  else if (group.pair !== pair) throw new JsonataError('D1009', { value: key });
  else {
    scope.evaluation.handle(group.data);
    group.data = append(group.data, member);
  }
}

function evaluateGroups(
  groups: ReadonlyMap<string, Group>,
  compiled: readonly { value: Code }[],
  members: MarkedArray,
  scope: EvaluationScope,
): unknown {
  const object: Record<string, unknown> = {};
  for (const [key, { data, pair }] of groups) {
    const code = compiled[pair]?.value as Code;
    const value = members.tupleStream ? evaluateTuple(code, mergeTuples(data), scope) : code(data, scope);
    if (value !== undefined) setMember(object, key, value);
  }
  return object;
}

function evaluateTuple(code: Code, { '@': context, ...names }: Tuple, scope: EvaluationScope): unknown {
  return code(context, scope.inner(names));
}

function mergeTuples(data: unknown): Tuple {
  if (!Array.isArray(data)) return data as Tuple;
  const result: Record<string, unknown> = {};
  for (const tuple of data as readonly Tuple[])
    for (const [name, value] of Object.entries(tuple)) result[name] = append(result[name], value);
  return result;
}

import { isJsonObject, type Json } from '../../definition';
import { boundedSearch } from '../bounded-search';
import { isEqual } from '../is-equal';
import type { Filter, FilterOperand, PathStep } from './json-path-syntax';

/** Whether an item passes; `root` is where `$` inside the filter begins. */
export type ItemTest = (item: Json, root: Json) => boolean;

type Reader = (start: Json) => Json | undefined;

/** Compiles a filter. `compileSteps` reads the paths in it; it is passed in because paths hold filters and filters hold paths. */
export function compileFilter(filter: Filter, compileSteps: (steps: readonly PathStep[]) => Reader): ItemTest {
  switch (filter.kind) {
    case 'and':
    case 'or': {
      const parts = filter.parts.map((part) => compileFilter(part, compileSteps));
      return filter.kind === 'and'
        ? (item, root) => parts.every((part) => part(item, root))
        : (item, root) => parts.some((part) => part(item, root));
    }
    case 'not': {
      const part = compileFilter(filter.part, compileSteps);
      return (item, root) => !part(item, root);
    }
    case 'exists': {
      const operand = compileOperand(filter.path, compileSteps);
      return (item, root) => operand(item, root) !== undefined;
    }
    case 'compare':
      return compileComparison(filter, compileSteps);
    default:
      return filter satisfies never;
  }
}

function compileComparison(
  filter: Filter & { kind: 'compare' },
  compileSteps: (steps: readonly PathStep[]) => Reader,
): ItemTest {
  if (filter.operator === '=~') return compileMatch(filter.left, filter.right, compileSteps);
  const left = compileOperand(filter.left, compileSteps);
  const right = compileOperand(filter.right, compileSteps);
  const compare = comparisons[filter.operator] ?? (() => false);
  return (item, root) => compare(left(item, root), right(item, root));
}

function compileMatch(
  left: FilterOperand,
  right: FilterOperand,
  compileSteps: (steps: readonly PathStep[]) => Reader,
): ItemTest {
  const [pattern, subject] = left.kind === 'pattern' ? [left, right] : [right, left];
  if (pattern.kind !== 'pattern') throw new Error('one side of `=~` must be a regular expression between slashes');
  const search = boundedSearch(new RegExp(`^(?:${pattern.source})$`, pattern.flags));
  const operand = compileOperand(subject, compileSteps);
  return (item, root) => {
    const value = operand(item, root);
    return typeof value === 'string' && search(value) !== null;
  };
}

function compileOperand(operand: FilterOperand, compileSteps: (steps: readonly PathStep[]) => Reader) {
  switch (operand.kind) {
    case 'literal':
      return () => operand.value;
    case 'path': {
      const read = compileSteps(operand.steps);
      return operand.from === 'item' ? (item: Json) => read(item) : (_item: Json, root: Json) => read(root);
    }
    case 'pattern':
      throw new Error(`the regular expression /${operand.source}/ can only stand beside \`=~\``);
    default:
      return operand satisfies never;
  }
}

type Value = Json | undefined;

/**
 * Jayway's comparisons: a string and a number are equal if they print the same; an order exists within one type only.
 */
const comparisons: Readonly<Record<string, (left: Value, right: Value) => boolean>> = {
  '==': isLooselyEqual,
  '===': (left, right) =>
    left !== undefined && right !== undefined && typeof left === typeof right && isEqual(left, right),
  '!=': (left, right) => !isLooselyEqual(left, right),
  '!==': (left, right) =>
    left === undefined || right === undefined || typeof left !== typeof right || !isEqual(left, right),
  '<': compareOrder((order) => order < 0),
  '<=': compareOrder((order) => order <= 0),
  '>': compareOrder((order) => order > 0),
  '>=': compareOrder((order) => order >= 0),
  in: (left, right) => isMember(left, right),
  nin: (left, right) => !isMember(left, right),
  subsetof: (left, right) => Array.isArray(left) && left.every((each: Json) => isMember(each, right)),
  anyof: (left, right) => Array.isArray(left) && left.some((each: Json) => isMember(each, right)),
  noneof: (left, right) => Array.isArray(left) && !left.some((each: Json) => isMember(each, right)),
  all: (left, right) => Array.isArray(right) && right.every((each: Json) => isMember(each, left)),
  contains: (left, right) =>
    typeof left === 'string' ? typeof right === 'string' && left.includes(right) : isMember(right, left),
  size: (left, right) => (typeof left === 'string' || Array.isArray(left)) && left.length === right,
  empty: (left, right) => (typeof left === 'string' || Array.isArray(left)) && (left.length === 0) === right,
  type: (left, right) => left !== undefined && typeName(left) === right,
};

function isLooselyEqual(left: Value, right: Value): boolean {
  if (left === undefined || right === undefined) return false;
  if (typeof left === 'string' && typeof right === 'number') return left.trim() !== '' && Number(left) === right;
  if (typeof left === 'number' && typeof right === 'string') return isLooselyEqual(right, left);
  return isEqual(left, right);
}

function compareOrder(holds: (order: number) => boolean) {
  return (left: Value, right: Value): boolean => {
    if (typeof left === 'number' && typeof right === 'number') return holds(left - right);
    if (typeof left === 'string' && typeof right === 'string') return holds(left < right ? -1 : left > right ? 1 : 0);
    return false;
  };
}

function isMember(value: Value, list: Value): boolean {
  return (
    Array.isArray(list) &&
    list.some((each: Json) => isLooselyEqual(value, each) || (value !== undefined && isEqual(value, each)))
  );
}

function typeName(value: Json): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : isJsonObject(value) ? 'object' : typeof value;
}

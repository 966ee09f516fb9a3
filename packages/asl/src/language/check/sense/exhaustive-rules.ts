import { isJsonObject, type Json, type JsonObject } from '../../definition';
import { isJsonataText, type SyntaxNode } from '../../expressions';
import { replacePlaceholders } from '../../load';
import { parseJsonata } from '../jsonata';

/**
 * Whether one of a Choice's rules matches for all values: a rule that always holds, two opposite rules, or less, equal
 * and greater. True also if a placeholder decides a condition.
 */
export function areExhaustive(rules: readonly JsonObject[]): boolean {
  const conditions = rules.map(conditionOf);
  if (conditions.some((condition) => condition === 'always' || condition === 'unknown')) return true;
  const written = new Set(conditions.map((condition) => keyOf(condition)));
  return conditions.some((condition) => oppositesOf(condition).every((each) => written.has(keyOf(each))));
}

/** A condition as a tree of JSON: a JSONPath comparison, or the syntax tree of an expression without positions. */
type Condition = Json;

/** Of an expression that is compared; its tree is walked recursively. */
const mostCharacters = 5_000;

function conditionOf({ Next: _, Assign: _assign, Output: _output, Comment: _comment, ...rule }: JsonObject): Condition {
  const given: Json | undefined = rule['Condition'];
  if (given === undefined) return rule;
  if (given === true) return 'always';
  if (typeof given !== 'string' || !isJsonataText(given) || given.length > mostCharacters) return 'unknown';
  if (
    replacePlaceholders(given, () => '')
      .slice(2, -2)
      .trim() === ''
  )
    return 'unknown';
  const syntax = parseJsonata(given.slice(2, -2));
  if (syntax?.ok !== true) return 'unknown';
  const tree = withoutPositions(syntax.tree);
  return isJsonObject(tree) && tree['type'] === 'value' && tree['value'] === true ? 'always' : tree;
}

function withoutPositions(node: unknown): Json {
  if (Array.isArray(node)) return node.map(withoutPositions);
  if (typeof node !== 'object' || node === null) return (node ?? null) as Json;
  const { type, expressions } = node as SyntaxNode;
  if (type === 'block' && Array.isArray(expressions) && expressions.length === 1)
    return withoutPositions(expressions[0]);
  const members = Object.entries(node).filter(([key]) => key !== 'position' && key !== 'keepArray');
  return Object.fromEntries(members.map(([key, value]) => [key, withoutPositions(value)]));
}

function keyOf(condition: Condition): string {
  return JSON.stringify(condition, (_, value: Json) =>
    isJsonObject(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value,
  );
}

/** The conditions of which one holds if this one does not; one that cannot be known holds in no Choice. */
function oppositesOf(condition: Condition): readonly Condition[] {
  if (!isJsonObject(condition)) return ['never'];
  return typeof condition['type'] === 'string' ? ofExpression(condition) : ofComparison(condition);
}

const opposites: Readonly<Record<string, readonly string[]>> = {
  LessThan: ['GreaterThanEquals'],
  GreaterThanEquals: ['LessThan'],
  LessThanEquals: ['GreaterThan'],
  GreaterThan: ['LessThanEquals'],
  Equals: ['LessThan', 'GreaterThan'],
};

function ofComparison(rule: JsonObject): readonly Condition[] {
  if (isJsonObject(rule['Not'])) return [rule['Not']];
  for (const [field, value] of Object.entries(rule)) {
    if (typeof value === 'boolean') return [{ ...rule, [field]: !value }];
    const [, family = '', order = '', path = ''] = /^(Numeric|String|Timestamp)(\w+?)(Path)?$/.exec(field) ?? [];
    const { [field]: _, ...others } = rule;
    if (opposites[order] !== undefined)
      return opposites[order].map((each) => ({ ...others, [family + each + path]: value }));
  }
  return ['never'];
}

const operators: Readonly<Record<string, readonly string[]>> = {
  '<': ['>='],
  '>=': ['<'],
  '<=': ['>'],
  '>': ['<='],
  '!=': ['='],
};

function ofExpression(tree: JsonObject): readonly Condition[] {
  const { type, value, rhs, arguments: given, procedure } = tree;
  if (type === 'function' && isJsonObject(procedure) && procedure['value'] === 'not' && Array.isArray(given)) {
    return [given[0] as Json];
  }
  if (type !== 'binary' || typeof value !== 'string') return ['never'];
  if (value === '=' && isJsonObject(rhs) && typeof rhs['value'] === 'boolean') {
    return [{ ...tree, rhs: { ...rhs, value: !rhs['value'] } }];
  }
  return (operators[value] ?? []).length > 0
    ? operators[value]!.map((each) => ({ ...tree, value: each }))
    : ofEqual(tree);
}

/** Less and greater. */
function ofEqual(tree: JsonObject): readonly Condition[] {
  return tree['value'] === '=' ? ['<', '>'].map((value) => ({ ...tree, value })) : ['never'];
}

import { isJsonObject, type Json, type JsonObject, memberOf } from '../../definition';
import type { JsonataBindings, JsonPathBindings } from '../bindings';
import { compileJsonataTemplate } from '../jsonata/jsonata-template';
import { compileJsonPath } from '../jsonpath/compile-json-path';
import { StatesError } from '../states-error';
import { comparisons, kindTests } from './comparisons';
import { compileStringMatches } from './string-matches';

/** A choice rule's test, compiled once. `Next`, `Assign` and `Output` are the caller's. */
export interface ChoiceRuleMatcher<Bindings, Answer> {
  /**
   * Whether the rule holds. Throws StatesError: States.Runtime for a path without a value, States.QueryEvaluationError
   * for a Condition that does not return a boolean.
   */
  holds(bindings: Bindings): Answer;
}

/**
 * Compiles a rule of a Choice: comparisons (JSONPath) or a `Condition` (JSONata):
 * https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html . `field` names the rule in JSONata errors
 * (default `Choices/Condition`). Throws Error naming what is wrong.
 */
export function compileChoiceRule(
  rule: JsonObject,
  queryLanguage: 'JSONPath',
): ChoiceRuleMatcher<JsonPathBindings, boolean>;
export function compileChoiceRule(
  rule: JsonObject,
  queryLanguage: 'JSONata',
  field?: string,
): ChoiceRuleMatcher<JsonataBindings, boolean>;
export function compileChoiceRule(
  rule: JsonObject,
  queryLanguage: 'JSONPath' | 'JSONata',
  field = 'Choices/Condition',
): ChoiceRuleMatcher<JsonPathBindings, boolean> | ChoiceRuleMatcher<JsonataBindings, boolean> {
  return queryLanguage === 'JSONPath' ? { holds: compileComparisons(rule) } : compileCondition(rule, field);
}

function compileCondition(rule: JsonObject, field: string): ChoiceRuleMatcher<JsonataBindings, boolean> {
  const condition = rule['Condition'];
  if (condition === undefined) throw new Error('a choice rule in JSONata has a `Condition`');
  const template = compileJsonataTemplate(condition, field, 'boolean');
  return { holds: (bindings) => template.evaluate(bindings) === true };
}

type Test = (bindings: JsonPathBindings) => boolean;

const combinations: Readonly<Record<string, (parts: readonly Test[]) => Test>> = {
  And: (parts) => (bindings) => parts.every((part) => part(bindings)),
  Or: (parts) => (bindings) => parts.some((part) => part(bindings)),
};

function compileComparisons(rule: JsonObject): Test {
  for (const [name, combine] of Object.entries(combinations)) {
    const parts = rule[name];
    if (parts !== undefined) return combine(rulesOf(name, parts).map(compileComparisons));
  }
  const negated = rule['Not'];
  if (negated === undefined) return compileComparison(rule);
  const [part] = rulesOf('Not', [negated]).map(compileComparisons);
  return (bindings) => !part?.(bindings);
}

function rulesOf(name: string, rules: Json): JsonObject[] {
  if (!Array.isArray(rules) || rules.length === 0 || !rules.every(isJsonObject))
    throw new Error(`\`${name}\` holds choice rules, and at least one`);
  return rules;
}

function compileComparison(rule: JsonObject): Test {
  const operators = Object.keys(rule).filter((key) => isOperator(key));
  const [operator] = operators;
  if (operator === undefined || operators.length > 1) {
    throw new Error(
      `a choice rule has exactly one comparison operator, \`And\`, \`Or\` or \`Not\`, not ${operators.length}`,
    );
  }
  const variable = rule['Variable'];
  if (typeof variable !== 'string')
    throw new Error('a choice rule with a comparison operator has a `Variable`, which is a path');
  return operator === 'IsPresent'
    ? isPresent(variable, rule[operator] === true)
    : compileOperator(operator, readerOf(variable), rule[operator] as Json);
}

function isOperator(key: string): boolean {
  return (
    key === 'IsPresent' ||
    key === 'StringMatches' ||
    Object.hasOwn(kindTests, key) ||
    Object.hasOwn(comparisons, key.replace(/Path$/, ''))
  );
}

function isPresent(variable: string, wanted: boolean): Test {
  const path = compileJsonPath(variable);
  return ({ input, context, variables }) => (path.find(input, context, variables) !== undefined) === wanted;
}

type Reader = (bindings: JsonPathBindings) => Json;

function compileOperator(operator: string, read: Reader, operand: Json): Test {
  const kindTest = memberOf(kindTests, operator);
  if (kindTest !== undefined) return (bindings) => kindTest(read(bindings)) === operand;
  if (operator === 'StringMatches') {
    const matches = compileStringMatches(String(operand));
    return (bindings) => {
      const value = read(bindings);
      return typeof value === 'string' && matches(value);
    };
  }
  const compare = memberOf(comparisons, operator.replace(/Path$/, ''));
  if (compare === undefined) throw new Error(`\`${operator}\` is not a comparison operator`);
  const readOperand = operator.endsWith('Path') ? readerOf(String(operand)) : () => operand;
  return (bindings) => compare(read(bindings), readOperand(bindings));
}

function readerOf(text: string): Reader {
  const path = compileJsonPath(text);
  return ({ input, context, variables }) => {
    const value = path.find(input, context, variables);
    if (value !== undefined) return value;
    throw new StatesError(
      'States.Runtime',
      `Invalid path '${text}': The choice state's condition path references an invalid value.`,
    );
  };
}

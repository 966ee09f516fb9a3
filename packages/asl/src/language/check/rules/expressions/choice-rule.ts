import { type FieldPath, isJsonObject, type Json, type JsonObject, type QueryLanguage } from '../../../definition';
import { isJsonataText } from '../../../expressions';
import { comparisonOperators, operandProblem } from '../../comparisons';
import { misspelt } from '../../finding-fix';
import type { Finding, Rule } from '../../rule';
import { describeValue, isOpen, objectItems, showValue } from '../../values';

/**
 * A rule of a Choice is not one comparison, or not one condition:
 * https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html
 */
export const choiceRule: Rule = {
  id: 'choice-rule',
  severity: 'error',
  rejectedBy: 'aws',
  *check({ states }) {
    for (const { type, value, path, language } of states) {
      if (type !== 'Choice') continue;
      for (const { item, index } of objectItems(value['Choices'])) {
        const at = [...path, 'Choices', index];
        const next = item['Next'];
        if (next === undefined) yield { message: 'a rule of a Choice has no `Next`', path: at, help: 'add `Next`' };
        else if (typeof next !== 'string')
          yield { message: `\`Next\` takes the name of a state, not \`${showValue(next)}\``, path: [...at, 'Next'] };
        yield* language === 'JSONata' ? condition(item, at) : comparison(item, at, true);
      }
    }
  },
};

const beside: Readonly<Record<QueryLanguage, readonly string[]>> = {
  JSONata: ['Condition', 'Next', 'Assign', 'Output', 'Comment'],
  JSONPath: ['Variable', 'Next', 'Assign', 'Comment'],
};

function* condition(rule: JsonObject, path: FieldPath): Generator<Finding> {
  const given: Json | undefined = rule['Condition'];
  if (given === undefined) {
    const jsonPath = rule['Variable'] !== undefined;
    const help = jsonPath ? 'comparisons belong to JSONPath; write an expression in `Condition`' : 'add `Condition`';
    yield { message: 'a rule of a JSONata Choice has no `Condition`', path, help };
    return;
  }
  if (typeof given !== 'boolean' && !isJsonataText(given) && !isOpen(given)) {
    yield {
      message: `\`Condition\` takes a JSONata text, not \`${showValue(given)}\``,
      path: [...path, 'Condition'],
      help: 'write it between `{%` and `%}`',
    };
  }
  for (const field of Object.keys(rule)) {
    if (beside.JSONata.includes(field)) continue;
    yield {
      message: `\`${field}\` is not a field of a JSONata choice rule`,
      path: [...path, field],
      at: 'key',
      ...misspelt(field, beside.JSONata),
    };
  }
}

function* comparison(rule: JsonObject, path: FieldPath, outermost: boolean): Generator<Finding> {
  if (rule['Condition'] !== undefined) {
    const message = '`Condition` is a field of JSONata, and this state speaks JSONPath';
    yield {
      message,
      path: [...path, 'Condition'],
      at: 'key',
      help: 'compare with `Variable` and an operator, or set `QueryLanguage: JSONata`',
    };
    return;
  }
  const operators = Object.keys(rule).filter((field) => comparisonOperators.has(field));
  yield* strangers(rule, path, operators);
  if (!outermost && rule['Next'] !== undefined) {
    yield {
      message: '`Next` is in a nested rule',
      path: [...path, 'Next'],
      at: 'key',
      help: 'only the outermost rule says where to go',
    };
  }
  const [operator, second] = operators;
  if (second !== undefined) {
    yield {
      message: `a rule has one operator, this one \`${operator}\` and \`${second}\``,
      path: [...path, second],
      at: 'key',
      help: 'join them by `And`',
    };
  } else if (operator !== undefined) yield* operand(rule, operator, path);
}

function* strangers(rule: JsonObject, path: FieldPath, operators: readonly string[]): Generator<Finding> {
  const known = new Set([...beside.JSONPath, ...comparisonOperators.keys()]);
  const unknown = Object.keys(rule).filter((field) => !known.has(field));
  for (const field of unknown) {
    yield {
      message: `\`${field}\` is no operator of a choice rule`,
      path: [...path, field],
      at: 'key',
      ...misspelt(field, known),
    };
  }
  if (operators.length === 0 && unknown.length === 0) {
    yield {
      message: 'a rule of a Choice compares nothing',
      path,
      help: 'add an operator such as `StringEquals`, or `And`, `Or`, `Not`',
    };
  }
}

function* operand(rule: JsonObject, operator: string, path: FieldPath): Generator<Finding> {
  const given = rule[operator] as Json;
  const at = [...path, operator];
  if (operator === 'Not') {
    if (isJsonObject(given)) yield* comparison(given, at, false);
    else yield { message: `\`Not\` takes a rule, not \`${showValue(given)}\``, path: at };
    return;
  }
  if (operator === 'And' || operator === 'Or') {
    const items = objectItems(given);
    if (items.length === 0 || items.length !== (given as readonly Json[]).length)
      yield { message: `\`${operator}\` must be an array of rules, got ${describeValue(given)}`, path: at };
    else for (const { item, index } of items) yield* comparison(item, [...at, index], false);
    return;
  }
  const variable = rule['Variable'];
  if (variable === undefined)
    yield { message: `\`${operator}\` compares no \`Variable\``, path, help: 'add `Variable`' };
  else if (typeof variable !== 'string')
    yield { message: `\`Variable\` must be a path, got ${describeValue(variable)}`, path: [...path, 'Variable'] };
  const problem = isOpen(given) ? undefined : operandProblem(operator, given);
  if (problem === undefined) return;
  const isQuoted = typeof given === 'string' && operandProblem(operator, parseScalar(given)) === undefined;
  const message = `\`${operator}\` must be ${problem}, got ${describeValue(given)}`;
  yield { message, path: at, help: isQuoted ? 'remove the quotes' : undefined };
}

/** The number or boolean that a string holds; else the string. */
function parseScalar(text: string): Json {
  if (text === 'true' || text === 'false') return text === 'true';
  return text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text);
}

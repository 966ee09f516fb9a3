import { isJsonObject, type Json, type JsonObject } from '../../definition';

const signs: Readonly<Record<string, string>> = {
  Equals: '=',
  GreaterThanEquals: '≥',
  LessThanEquals: '≤',
  GreaterThan: '>',
  LessThan: '<',
  Matches: 'matches',
};
const comparison =
  /^(?:String|Numeric|Boolean|Timestamp)(Equals|GreaterThanEquals|LessThanEquals|GreaterThan|LessThan|Matches)(?:Path)?$/;

/**
 * Returns a Choice's rule in one line: a JSONata condition without its delimiters, a JSONPath comparison as people
 * write it.
 */
export function ruleLabel(rule: JsonObject): string {
  const condition = rule['Condition'];
  if (condition !== undefined) return oneLine(String(condition).replace(/^\{%|%\}$/g, ''));
  return oneLine(comparisonLabel(rule));
}

function comparisonLabel(rule: JsonObject): string {
  if (Array.isArray(rule['And'])) return joinRules(rule['And'], ' and ');
  if (Array.isArray(rule['Or'])) return joinRules(rule['Or'], ' or ');
  if (isJsonObject(rule['Not'])) return `not (${comparisonLabel(rule['Not'])})`;
  const variable = String(rule['Variable']);
  const found = Object.entries(rule).find(([key]) => /^(Is|String|Numeric|Boolean|Timestamp)[A-Z]/.test(key));
  if (found === undefined) return variable;
  const [operator, value] = found;
  const sign = signs[comparison.exec(operator)?.[1] ?? ''];
  if (sign !== undefined) return `${variable} ${sign} ${typeof value === 'string' ? value : JSON.stringify(value)}`;
  const words = operator.replaceAll(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`).trim();
  return value === false ? `not: ${variable} ${words}` : `${variable} ${words}`;
}

function joinRules(rules: readonly Json[], word: string): string {
  return rules.map((rule) => (isJsonObject(rule) ? comparisonLabel(rule) : '')).join(word);
}

function oneLine(text: string): string {
  return text
    .replaceAll(/\$\{([^}]*)\}/g, '$1')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

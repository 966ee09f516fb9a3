import type { Json, StateMachineDefinition } from '../definition';

/**
 * Returns the definition as a string in which Terraform evaluates only the tokens, so that AWS receives
 * `JSON.stringify(definition)`, byte for byte, with the tokens' values inside. `tokens`: the strings of which Terraform
 * evaluates each `${…}`, such as `${aws_sns_topic.notices.arn}`; usually the values of the substitutions. Throws an
 * Error for an expression with a quote or backslash, which JSON would escape.
 *
 * Template strings: https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences-1
 */
export function toTerraformString(definition: StateMachineDefinition | Json, tokens: Iterable<string>): string {
  const expressions = [...new Set([...tokens].flatMap(expressionsIn))];
  const parts = splitAt(JSON.stringify(definition), expressions);
  return parts.map((part, index) => (index % 2 === 1 ? part : escapeLiteral(part, index + 1 < parts.length))).join('');
}

function expressionsIn(token: string): string[] {
  const expressions = token.match(/\$\{[^}]*\}/g) ?? [];
  for (const expression of expressions) {
    if (!/["\\]/.test(expression)) continue;
    throw new Error(
      `the token ${expression} holds a quote or a backslash, which JSON would escape: give it a name with a TerraformLocal`,
    );
  }
  return expressions;
}

/** Literal parts at even places, expressions at odd ones. */
function splitAt(text: string, expressions: readonly string[]): string[] {
  if (expressions.length === 0) return [text];
  const alternatives = expressions.map((expression) => expression.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return text.split(new RegExp(`(${alternatives.join('|')})`));
}

/**
 * `${` and `%{` would open an expression and a directive; doubled, they are themselves. A `$` right before an expression would
 * turn that into an escape: it becomes an expression of its own.
 */
function escapeLiteral(text: string, expressionFollows: boolean): string {
  const doubled = text.replace(/[$%](?=\{)/g, (sign) => sign + sign);
  return expressionFollows ? doubled.replace(/\$+$/, (signs) => `\${"${signs}"}`) : doubled;
}

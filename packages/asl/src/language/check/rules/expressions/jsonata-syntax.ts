import type { CheckedJsonata } from '../../expressions';
import type { Finding, Rule } from '../../rule';

/** What is between `{%` and `%}` is not JSONata: https://docs.jsonata.org */
export const jsonataSyntax: Rule = {
  id: 'jsonata-syntax',
  severity: 'error',
  rejectedBy: 'aws',
  awsCode: 'INVALID_JSONATA_EXPRESSION',
  *check({ expressions }) {
    for (const expression of expressions.jsonata) yield* syntaxFinding(expression);
  },
};

function* syntaxFinding({ source, path, syntax }: CheckedJsonata): Generator<Finding> {
  if (source.trim() === '') {
    yield { message: 'the JSONata expression is empty', path };
    return;
  }
  if (syntax === undefined || syntax.ok) return;
  const { position, token = '' } = syntax;
  const operator = position === undefined ? undefined : foreignOperatorAt(source, position);
  if (operator !== undefined) {
    const { text, from, instead } = operator;
    const message = `\`${text}\` is not an operator of JSONata`;
    const fix = instead.startsWith('$') ? {} : { fix: { kind: 'value', json: instead } as const };
    yield { message, path, help: `write \`${instead}\``, part: { text, from: from + 2 }, isWhole: true, ...fix };
    return;
  }
  const problem = syntax.message.replace(/^Syntax error: /, 'unexpected ');
  const lowerCase = problem.charAt(0).toLowerCase() + problem.slice(1);
  const message = `the JSONata expression cannot be parsed: ${lowerCase.replace(/"([^"]*)"/g, '`$1`')}`;
  const start = position === undefined ? undefined : position - token.length;
  const exact = start !== undefined && token !== '' && source.slice(start, position) === token;
  yield { message, path, part: exact ? { text: token, from: start + 2 } : undefined, isWhole: true };
}

/** What other languages write, and JSONata's word for it. */
const foreignOperators: Readonly<Record<string, string>> = {
  '===': '=',
  '!==': '!=',
  '==': '=',
  '&&': 'and',
  '||': 'or',
  '!': '$not(…)',
};

/** The operator of another language that the parser stumbled over: a run of signs that ends or begins at the position. */
function foreignOperatorAt(source: string, position: number) {
  for (const { 0: text, index } of source.matchAll(/[=!&|]+/g)) {
    if (position < index || position > index + text.length) continue;
    const instead = Object.hasOwn(foreignOperators, text) ? foreignOperators[text] : undefined;
    return instead === undefined ? undefined : { text, from: index, instead };
  }
  return undefined;
}

import { parseJsonata } from '../../jsonata';
import type { Finding, Rule } from '../../rule';
import { type PlacedText, textsOf } from '../../texts';
import { isJsonataText } from '../../values';

/** What stands between `{%` and `%}` is no JSONata: https://docs.jsonata.org */
export const jsonataSyntax: Rule = {
  id: 'jsonata-syntax',
  severity: 'error',
  rejectedBy: 'aws',
  awsCode: 'INVALID_JSONATA_EXPRESSION',
  *check({ states }) {
    for (const state of states) {
      if (state.language !== 'JSONata') continue;
      for (const placed of textsOf(state)) if (isJsonataText(placed.text)) yield* syntaxFinding(placed);
    }
  },
};

function* syntaxFinding({ text, path }: PlacedText): Generator<Finding> {
  const source = text.slice(2, -2);
  if (source.trim() === '') {
    yield { message: 'the JSONata expression is empty', path };
    return;
  }
  const syntax = parseJsonata(source);
  if (syntax === undefined || syntax.ok) return;
  const told = syntax.message.replace(/^Syntax error: /, 'unexpected ');
  const said = told.charAt(0).toLowerCase() + told.slice(1);
  const message = `the JSONata expression cannot be parsed: ${said.replace(/"([^"]*)"/g, '`$1`')}`;
  const { position, token = '' } = syntax;
  const start = position === undefined ? undefined : position - token.length;
  const exact = start !== undefined && token !== '' && source.slice(start, position) === token;
  yield { message, path, part: exact ? { text: token, from: start + 2 } : undefined };
}

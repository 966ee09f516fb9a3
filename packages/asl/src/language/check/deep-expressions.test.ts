import { parseDefinition } from '../load';
import { checkDefinition } from './check-definition';

function findings(expression: string) {
  const text = `QueryLanguage: JSONata\nStartAt: A\nStates:\n  A: { Type: Pass, Output: "{% ${expression} %}", End: true }\n`;
  const { definition } = parseDefinition(text, 'x.asl.yaml');
  return checkDefinition(definition!).map(({ severity, ruleId, span }) => [severity, ruleId, span.start.line]);
}

describe('an expression that is nested deeply', () => {
  it.each([
    ['900 terms', Array(900).fill('1').join(' + '), []],
    ['4,000 terms', Array(4_000).fill('1').join(' + '), [['warning', 'deep-expression', 4]]],
    ['10,000 terms', Array(10_000).fill('1').join(' + '), [['error', 'jsonata-syntax', 4]]],
    ['9,000 brackets', `${'('.repeat(9_000)}1${')'.repeat(9_000)}`, [['error', 'jsonata-syntax', 4]]],
    ['50,000 open brackets', '['.repeat(50_000), [['error', 'jsonata-syntax', 4]]],
  ])('has a diagnostic at its place and no overflow: %s', (_, expression, expected) => {
    expect(findings(expression)).toEqual(expected);
  });

  it('is searched to its end for names at the top level', () => {
    expect(findings(`${Array(900).fill('1').join(' + ')} + order`)).toEqual([
      ['error', 'jsonata-top-level-reference', 4],
    ]);
  });
});

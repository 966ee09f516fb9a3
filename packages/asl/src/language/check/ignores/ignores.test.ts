import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ConfigurableRuleId, formatDiagnostic, ruleIds } from '../../diagnostics';
import { parseDefinition } from '../../load';
import { checkDefinition } from '../check-definition';
import type { CheckOptions } from '../checked-definition';

const testdata = join(__dirname, 'testdata');
const fixtures = readdirSync(testdata).filter((file) => file.endsWith('.asl.yaml'));

function check(text: string, options: CheckOptions = {}, file = 'machine.asl.yaml') {
  const { definition, diagnostics } = parseDefinition(text, file);
  expect(diagnostics).toEqual([]);
  return checkDefinition(definition!, options);
}

const found = (text: string, options?: CheckOptions) =>
  check(text, options).map(({ ruleId, span }) => `${ruleId} ${span.start.line}:${span.start.column}`);

/** A Pass whose Output has these lines, from line 7 on. */
const pass = (...lines: string[]) =>
  [
    'QueryLanguage: JSONata',
    'StartAt: A',
    'States:',
    '  A:',
    '    Type: Pass',
    '    Output:',
    ...lines.map((line) => `      ${line}`),
    '    End: true',
    '',
  ].join('\n');

describe('# asl-ignore', () => {
  it('ignores findings of its own line, and of the next line that is no comment', () => {
    const text = pass(
      'a: 01 # asl-ignore leading-zero: a house number',
      '# asl-ignore leading-zero: another one',
      '# which is explained here',
      '',
      'b: 02',
      'c: 03',
    );
    expect(found(text)).toEqual(['leading-zero 12:10']);
  });

  it('names several rules', () => {
    const text = pass(
      '# asl-ignore leading-zero, secret-in-definition: a test account',
      'a: [01, AKIAQYLPMN5HEXAMPLE2]',
    );
    expect(found(text)).toEqual([]);
  });

  it('leaves an ignored secret hidden in the other findings of its line', () => {
    const text = pass('# asl-ignore secret-in-definition: a test account', 'a: { n: 01, password: hunter22 }');
    const printed = check(text).map((diagnostic) => formatDiagnostic(diagnostic, text));
    expect(printed).toEqual([expect.stringContaining('a: { n: 01, password: ******** }')]);
  });

  it('is not read inside scalars', () => {
    const text = pass(
      'a: 01',
      'b: "# asl-ignore leading-zero: no"',
      'c: |',
      '  # asl-ignore leading-zero: no',
      'd: 02',
    );
    expect(found(text)).toEqual(['leading-zero 7:10', 'leading-zero 11:10']);
  });

  it('ignores advice, which is judged although other findings are ignored', () => {
    const text = `StartAt: A
States:
  # asl-ignore task-without-timeout: the function ends within seconds
  A: { Type: Task, Resource: '\${Function}', Parameters: { n: 01 }, End: true } # asl-ignore leading-zero: a number
`;
    expect(found(text)).toEqual([]);
    expect(found(text.replace(/#.*seconds/, ''))).toEqual(['task-without-timeout 4:3']);
  });

  it.each([
    ['# asl-ignore leading-zero', ['ignore-without-reason 7:7']],
    ['# asl-ignore leading-zero:', ['ignore-without-reason 7:7']],
    ['# asl-ignore leading-zero because it is one', ['ignore-without-reason 7:7']],
    ['# asl-ignore leading-zeros: a slip', ['ignore-of-unknown-rule 7:20', 'leading-zero 8:10']],
    ['# asl-ignore comment-in-text: not of language/check', ['ignore-of-unknown-rule 7:20', 'leading-zero 8:10']],
    ['# asl-ignore: all', ['ignore-of-unknown-rule 7:7', 'leading-zero 8:10']],
    ['# asl-ignore leading-zero, wrong-type: two', ['ignore-of-rejection 7:34']],
    ['# asl-ignore shadowed-handler, leading-zero: two', ['unused-ignore 7:20']],
    ['# asl-ignored leading-zero: another word', ['leading-zero 8:10']],
  ])('%s', (comment, expected) => {
    expect(found(pass(comment, 'a: 01'))).toEqual(expected);
  });

  it('ignores no finding that AWS rejects', () => {
    const text = 'StartAt: A\nStates:\n  # asl-ignore missing-transition: later\n  A: { Type: Pass }\n';
    expect(found(text)).toEqual(['ignore-of-rejection 3:16', 'missing-transition 4:3']);
  });

  it('is not called unused while errors keep rules from judging', () => {
    const text = pass('a: 1 # asl-ignore leading-zero: none').replace('End: true', 'Next: B');
    expect(found(text)).toEqual(['unknown-next-state 8:11']);
  });

  it.each(fixtures)('prints testdata/%s exactly, and so does docs/diagnostics.md', (file) => {
    const text = readFileSync(join(testdata, file), 'utf8');
    const printed = check(text, {}, file)
      .map((diagnostic) => formatDiagnostic(diagnostic, text))
      .join('\n\n');
    expect(`${printed}\n`).toBe(readFileSync(join(testdata, file.replace('.asl.yaml', '.out')), 'utf8'));
    expect(
      readFileSync(join(__dirname, '..', '..', '..', '..', '..', '..', 'docs', 'diagnostics.md'), 'utf8'),
    ).toContain(printed);
  });

  it('has a fixture for each of its rules', () => {
    expect(fixtures.map((file) => file.replace('.asl.yaml', '')).sort()).toEqual([...ruleIds.ignoring].sort());
  });
});

describe('severities', () => {
  const severities = (entries: Readonly<Partial<Record<ConfigurableRuleId, 'error' | 'warning' | 'off'>>>) => ({
    severities: new Map(Object.entries(entries) as [ConfigurableRuleId, 'error' | 'warning' | 'off'][]),
  });

  it('replace those of rules', () => {
    expect(check(pass('a: 01'), severities({ 'leading-zero': 'error' }))).toMatchObject([
      { severity: 'error', rejectedBy: 'none' },
    ]);
    expect(found(pass('a: 01'), severities({ 'leading-zero': 'off' }))).toEqual([]);
    expect(found(pass('a: 01 # asl-ignore leading-zero'), severities({ 'ignore-without-reason': 'off' }))).toEqual([]);
  });

  it('do not replace those of what AWS rejects', () => {
    const text = 'StartAt: A\nStates: { A: { Type: Pass } }\n';
    expect(check(text, severities({ 'missing-transition': 'warning' }))).toMatchObject([{ severity: 'error' }]);
  });

  it('make a comment for a rule that is off neither used nor unused', () => {
    expect(found(pass('a: 1 # asl-ignore leading-zero: none'), severities({ 'leading-zero': 'off' }))).toEqual([]);
  });
});

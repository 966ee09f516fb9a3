import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatDiagnostic } from '../diagnostics';
import { parseCheckConfig } from './check-config';

const printed = (text: string) =>
  parseCheckConfig(text, 'asl.config.yaml').diagnostics.map((diagnostic) => formatDiagnostic(diagnostic, text));

describe('parseCheckConfig', () => {
  it('reads the severities of rules, those about comments included', () => {
    const { severities, diagnostics } = parseCheckConfig(
      'rules:\n  leading-zero: off\n  task-without-timeout: error # house rule\n  unused-ignore: error\n  wrong-type: error\n',
      'asl.config.yaml',
    );
    expect(diagnostics).toEqual([]);
    expect(Object.fromEntries(severities)).toEqual({
      'leading-zero': 'off',
      'task-without-timeout': 'error',
      'unused-ignore': 'error',
      'wrong-type': 'error',
    });
  });

  it.each(['', '# rules: {}\n', '{}', 'rules: {}', 'rules:'])('takes %j for no settings', (text) => {
    expect(parseCheckConfig(text, 'x')).toMatchObject({ diagnostics: [], severities: new Map() });
  });

  it.each([
    ['rule: {}', 'unknown-config-key', 1, 'did you mean `rules`?'],
    ['rules:\n  leading-zeros: off', 'unknown-config-key', 2, 'did you mean `leading-zero`?'],
    ['rules:\n  comment-in-text: off', 'unknown-config-key', 2, undefined],
    ['rules:\n  leading-zero: warn', 'wrong-config-value', 2, 'did you mean `warning`?'],
    ['rules:\n  leading-zero: false', 'wrong-config-value', 2, undefined],
    ['rules:\n  unknown-next-state: warning', 'wrong-config-value', 2, 'remove the line'],
    ['rules: off', 'wrong-config-value', 1, undefined],
    ['[]', 'wrong-config-value', 1, undefined],
    ['cost: { modelIds: a }', 'unknown-config-key', 1, 'did you mean `modelId`?'],
    ['cost:\n  pages: many', 'wrong-config-value', 2, undefined],
    ['cost:\n  functions: 1', 'wrong-config-value', 2, undefined],
    ['cost:\n  functions:\n    f: { seconds: -1 }', 'wrong-config-value', 3, undefined],
    ['cost:\n  functions:\n    f:\n      second: 1', 'unknown-config-key', 4, 'did you mean `seconds`?'],
    ['rules: [', 'yaml-syntax', 1, 'keys of one object start in the same column'],
  ])('reports %j', (text, ruleId, line, help) => {
    const { diagnostics, severities } = parseCheckConfig(text, 'asl.config.yaml');
    expect(diagnostics.map((each) => [each.severity, each.ruleId, each.span.start.line, each.help])).toEqual([
      ['error', ruleId, line, help],
    ]);
    expect(severities.size).toBe(0);
  });

  it('keeps the settings beside a wrong one', () => {
    const { severities } = parseCheckConfig('rules: { leading-zero: off, wrong-type: off }', 'x');
    expect([...severities]).toEqual([['leading-zero', 'off']]);
  });

  it('reads what prices assume, and keeps the settings beside a wrong one', () => {
    const functions = { 'my-function': { megabytes: 1024, seconds: 2, textractPages: true } };
    const text = `cost:\n  region: eu-west-3\n  outputTokens: some\n  functions: ${JSON.stringify(functions)}`;

    const { cost, diagnostics } = parseCheckConfig(text, 'x');

    expect(cost).toEqual({ region: 'eu-west-3', functions });
    expect(diagnostics.map(({ message }) => message)).toEqual([
      '`outputTokens` must be a number of 0 or more, got `"some"`',
    ]);
  });

  it('names the models whose price is known where it does not know the one that is given', () => {
    const [{ message, help } = { message: '', help: '' }] = parseCheckConfig(
      'cost: { modelId: mine }',
      'x',
    ).diagnostics;
    expect(message).toBe('`modelId` must be the id of a model whose price is known, got `"mine"`');
    expect(help).toMatch(/^known are `anthropic\.[^ ]+`, .*`amazon\.nova-pro`$/);
  });

  it.each(['rules:\n  leading-zeros: off\n', 'rules:\n  unknown-next-state: warning\n'])(
    'prints in docs/diagnostics.md what it prints for %j',
    (text) => {
      expect(readFileSync(join(__dirname, '..', '..', '..', '..', '..', 'docs', 'diagnostics.md'), 'utf8')).toContain(
        printed(text)[0],
      );
    },
  );
});

import { terminalLine } from '../terminal';
import type { Diagnostic } from './diagnostic';
import { diagnosticJson } from './diagnostic-json';
import { DiagnosticsError } from './diagnostics-error';
import { didYouMean } from './did-you-mean';
import { formatDiagnostic } from './format-diagnostic';
import type { RuleId } from './rule-ids';
import { sortDiagnostics } from './sort-diagnostics';

const source = `${'# line\n'.repeat(13)}    Next: StoreCustmer\n`;
const offset = source.indexOf('StoreCustmer');
const diagnostic: Diagnostic = {
  severity: 'error',
  ruleId: 'unknown-next-state',
  message: '`Next` names `StoreCustmer`, which is not a state of this scope',
  span: {
    file: 'definitions/customer-pipeline.asl.yaml',
    start: { line: 14, column: 11, offset },
    end: { line: 14, column: 23, offset: offset + 12 },
  },
  help: 'did you mean `StoreCustomer`?',
};
const printed = [
  'definitions/customer-pipeline.asl.yaml:14:11: error: `Next` names `StoreCustmer`, which is not a state of this scope [unknown-next-state]',
  '   |',
  '14 |     Next: StoreCustmer',
  '   |           ^^^^^^^^^^^^',
  '   = help: did you mean `StoreCustomer`?',
].join('\n');

describe('diagnostics', () => {
  it('prints place, fact, rule, source line, carets and help', () => {
    expect(formatDiagnostic(diagnostic, source)).toBe(printed);
  });

  it('prints without excerpt where the source is not at hand', () => {
    expect(formatDiagnostic(diagnostic).split('\n')).toHaveLength(2);
  });

  it('shows a tab as one blank and points once at an empty span', () => {
    const { span } = diagnostic;
    const empty = {
      ...diagnostic,
      help: undefined,
      span: { ...span, start: { line: 1, column: 3, offset: 2 }, end: { line: 1, column: 3, offset: 2 } },
    };
    expect(formatDiagnostic(empty, '\t\t{}').split('\n').slice(-2)).toEqual(['1 |   {}', '  |   ^']);
  });

  it('cuts a very long line round the span', () => {
    const { span } = diagnostic;
    const far = {
      ...diagnostic,
      span: { ...span, start: { line: 1, column: 5001, offset: 5000 }, end: { line: 1, column: 5004, offset: 5003 } },
    };
    const lines = formatDiagnostic(far, `${'a'.repeat(5000)}bcd${'e'.repeat(5000)}`).split('\n');
    const [, , shown = '', carets = ''] = lines;
    expect(shown.length).toBeLessThan(180);
    expect(shown.slice(carets.indexOf('^'), carets.lastIndexOf('^') + 1)).toBe('bcd');
  });

  it('uses colour only when asked', () => {
    expect(formatDiagnostic(diagnostic, source)).not.toContain('\u001b[');
    expect(terminalLine(formatDiagnostic(diagnostic, source, { colour: true }))).toContain('\u001b[31m');
  });

  it('sorts by file, place and rule', () => {
    const at = (file: string, start: number, ruleId: RuleId): Diagnostic => ({
      ...diagnostic,
      ruleId,
      span: { file, start: { line: 1, column: 1, offset: start }, end: { line: 1, column: 1, offset: start } },
    });
    const sorted = sortDiagnostics([
      at('b', 0, 'state-name'),
      at('a', 9, 'state-name'),
      at('a', 2, 'wrong-type'),
      at('a', 2, 'state-name'),
    ]);
    expect(sorted.map(({ span, ruleId }) => `${span.file}${span.start.offset}${ruleId}`)).toEqual([
      'a2state-name',
      'a2wrong-type',
      'a9state-name',
      'b0state-name',
    ]);
  });

  it('has a flat JSON form', () => {
    expect(diagnosticJson(diagnostic)).toEqual({
      file: 'definitions/customer-pipeline.asl.yaml',
      line: 14,
      column: 11,
      endLine: 14,
      endColumn: 23,
      severity: 'error',
      ruleId: 'unknown-next-state',
      message: diagnostic.message,
      help: diagnostic.help,
    });
  });

  it('becomes an error whose message is what would be printed', () => {
    expect(new DiagnosticsError([diagnostic], source).message).toBe(printed);
  });

  it('guesses what was meant, and nothing where nothing is near', () => {
    expect(didYouMean('StoreCustmer', ['StoreAddress', 'StoreCustomer'])).toBe('did you mean `StoreCustomer`?');
    expect(didYouMean('Nxet', ['End', 'Next'])).toBe('did you mean `Next`?');
    expect(didYouMean('timeoutSeconds', ['TimeoutSeconds'])).toBe('did you mean `TimeoutSeconds`?');
    expect(didYouMean('Foo', ['ValidateCustomer', 'Bar'])).toBeUndefined();
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { formatDiagnostic } from '../diagnostics';
import { parseDefinition } from '../load';
import { checkDefinition } from './check-definition';
import { rules } from './rules';

const root = join(__dirname, '..', '..', '..', '..', '..');
const testdata = join(__dirname, 'testdata');
const ids = rules.map(({ id }) => id).sort();

const fixtures = readdirSync(testdata).flatMap((ruleId) =>
  readdirSync(join(testdata, ruleId))
    .filter((file) => file.endsWith('.asl.yaml'))
    .map((file) => ({ ruleId, file })),
);

function checked(text: string, file = 'x.asl.yaml') {
  const { definition, diagnostics } = parseDefinition(text, file);
  expect(diagnostics).toEqual([]);
  return checkDefinition(definition!, { type: file.includes('.EXPRESS.') ? 'EXPRESS' : 'STANDARD' });
}

describe('checkDefinition', () => {
  it.each(fixtures)('prints $ruleId/$file exactly', ({ ruleId, file }) => {
    const text = readFileSync(join(testdata, ruleId, file), 'utf8');
    const diagnostics = checked(text, file);
    const printed = diagnostics.map((diagnostic) => formatDiagnostic(diagnostic, text)).join('\n\n');
    expect(`${printed}\n`).toBe(readFileSync(join(testdata, ruleId, file.replace('.asl.yaml', '.out')), 'utf8'));
    // One mistake, one diagnostic: a fixture of one rule sets off no other.
    expect(new Set(diagnostics.map((diagnostic) => diagnostic.ruleId))).toEqual(new Set([ruleId]));
  });

  it('has a fixture and a file for every rule, under the name of the rule', () => {
    expect([...new Set(fixtures.map(({ ruleId }) => ruleId))].sort()).toEqual(ids);
    const files = readdirSync(join(__dirname, 'rules'), { recursive: true, encoding: 'utf8' });
    const names = files.filter((file) => /\/.*\.ts$/.test(file)).map((file) => basename(file, '.ts'));
    expect(names.sort()).toEqual(ids);
  });

  it('prints in docs/diagnostics.md what it prints for the first fixture of each rule, with a link to a page on it', () => {
    const sections = readFileSync(join(root, 'docs', 'diagnostics.md'), 'utf8')
      .split(/^### /m)
      .slice(1);
    for (const ruleId of ids) {
      const outs = readdirSync(join(testdata, ruleId)).filter((file) => file.endsWith('.out'));
      const [first = ''] = readFileSync(join(testdata, ruleId, outs.sort()[0]!), 'utf8').split('\n\n');
      const section = sections.find((each) => each.startsWith(`${ruleId}\n`));
      expect(section).toContain(first.trim());
      expect(section).toMatch(/\]\((?:https:\/\/|definitions\.md)[^)]*\)/);
    }
  });

  it('judges nothing whose value a placeholder decides', () => {
    const text = `
StartAt: \${First}
States:
  A:
    Type: Task
    Resource: \${AnyArn}
    TimeoutSeconds: \${Timeout}
    Retry: [{ ErrorEquals: ['\${Error}'], MaxAttempts: \${Attempts}, MaxDelaySeconds: \${Delay}, JitterStrategy: \${Jitter} }]
    Next: \${Second}
  B: { Type: Wait, Timestamp: '\${Until}', End: true }
`;
    expect(checked(text)).toEqual([]);
  });

  it('takes keys named States, Next and Default inside Parameters for data', () => {
    const text = `
StartAt: A
States:
  A:
    Type: Pass
    Parameters: { States: { B: 1 }, Next: Nowhere, Default: Nowhere, StartAt: 5, End: soon }
    End: true
`;
    expect(checked(text)).toEqual([]);
  });

  it('tells a mistake in a shared text once', () => {
    const text = `
StartAt: A
States:
  A: { Type: Task, Resource: '\${F}', Retry: &retry [{ ErrorEquals: [States.ALL], MaxAttempts: -1 }], Next: B }
  B: { Type: Task, Resource: '\${F}', Retry: *retry, End: true }
`;
    expect(checked(text).map(({ ruleId }) => ruleId)).toEqual(['number-out-of-range']);
  });

  it('reports a placeholder that is not one of the known names', () => {
    const { definition } = parseDefinition(
      'StartAt: A\nStates: { A: { Type: Pass, Comment: "${Tabel}", End: true } }',
      'x',
    );
    const [only, ...others] = checkDefinition(definition!, { placeholderNames: ['Table'] });
    expect(others).toEqual([]);
    expect(only).toMatchObject({ ruleId: 'unknown-placeholder', help: 'did you mean `${Table}`?' });
  });

  it.each(['[]', 'text', '5', '{}', 'States: []', 'States: { A: null }'])('survives the definition %s', (text) => {
    expect(checked(text).length).toBeGreaterThan(0);
  });

  it('never throws, whatever stands where', () => {
    const words = [
      'StartAt',
      'States',
      'Type',
      'Next',
      'Catch',
      'Retry',
      'Choices',
      'Branches',
      'ItemProcessor',
      'Task',
      'Map',
    ];
    const word = fc.constantFrom(
      ...words,
      'Parallel',
      'Choice',
      'A',
      'ErrorEquals',
      'And',
      'Parameters',
      'x.$',
      '{% $ %}',
      '$.a',
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 5 },
        word,
        fc.integer(),
        fc.constant(null),
        tie('object'),
        fc.array(tie('value'), { maxLength: 3 }),
      ),
      object: fc.dictionary(word, tie('value'), { maxKeys: 5 }),
    }));
    fc.assert(
      fc.property(value, (each) => {
        const { definition } = parseDefinition(JSON.stringify(each), 'x.json');
        expect(Array.isArray(checkDefinition(definition!))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

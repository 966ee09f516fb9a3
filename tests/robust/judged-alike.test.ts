import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { checkDefinition, rules } from '@document-pipelines/asl/check';
import type { Json } from '@document-pipelines/asl/definition';
import { compileStateMachine, definitionDiagnostics } from '@document-pipelines/asl/interpreter';
import { loadDefinition, parseDefinition } from '@document-pipelines/asl/load';
import fc from 'fast-check';
import { randomDefinition } from './random-definitions';

const root = join(__dirname, '..', '..');
const testdata = join(root, 'packages', 'asl', 'src', 'language', 'check', 'testdata');

/** The project's definitions and the fixtures of all rules, without placeholders. */
const seeds: readonly Json[] = [
  ...filesIn(join(root, 'definitions')),
  ...readdirSync(testdata).flatMap((rule) => filesIn(join(testdata, rule))),
].flatMap((file) => {
  const { definition } = loadDefinition(file);
  return definition === undefined ? [] : [JSON.parse(withoutPlaceholders(JSON.stringify(definition.value))) as Json];
});

function filesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.asl.yaml'))
    .map((name) => join(folder, name));
}

function withoutPlaceholders(text: string): string {
  return text.replace(/\$\{[A-Za-z]+\??\}/g, '1');
}

const replacements: readonly Json[] = [
  ...[null, true, 0, -1, 1.5, 1e12, '', 'x', '$.a', '$', '$.a[', '{% $states.input %}', '{% ( %}', [], {}, [1], [{}]],
  ...['States.ALL', 'States.Format(', 'JSONata', 'JSONPath', 'Map', 'Parallel', 'Task', 'DISTRIBUTED', { a: 1 }],
];
const keys = [
  ...['Type', 'Next', 'End', 'Resource', 'Parameters', 'ResultPath', 'InputPath', 'Output', 'Assign', 'Retry', 'Catch'],
  ...['Seconds', 'SecondsPath', 'Timestamp', 'MaxConcurrency', 'ItemReader', 'ItemBatcher', 'ResultWriter', 'Items'],
  ...['ItemsPath', 'ItemProcessor', 'Branches', 'Choices', 'Default', 'Condition', 'Variable', 'QueryLanguage'],
  ...['ErrorPath', 'Label', 'ProcessorConfig', 'ReaderConfig', 'x.$', 'ErrorEquals', 'MaxItems', 'Credentials'],
];

/** A definition with one member anywhere removed, replaced, added or renamed. */
const mistaken = fc
  .tuple(
    fc.oneof(fc.constantFrom(...seeds), randomDefinition as unknown as fc.Arbitrary<Json>),
    fc.nat(),
    fc.nat(),
    fc.constantFrom('remove', 'replace', 'add', 'rename'),
    fc.constantFrom(...keys),
    fc.constantFrom(...replacements),
  )
  .map(([seed, at, member, change, key, value]) => {
    const copy = JSON.parse(JSON.stringify(seed)) as Json;
    const objects = objectsIn(copy);
    const target = objects[at % objects.length] as Record<string, Json>;
    const name = Object.keys(target)[member % Math.max(1, Object.keys(target).length)];
    if (change === 'add' || name === undefined) target[key] = structuredClone(value) as Json;
    else if (change === 'replace') target[name] = structuredClone(value) as Json;
    else {
      if (change === 'rename') target[key] = target[name] as Json;
      delete target[name];
    }
    return JSON.stringify(copy);
  });

function objectsIn(value: Json): object[] {
  if (typeof value !== 'object' || value === null) return [];
  return [...(Array.isArray(value) ? [] : [value]), ...Object.values(value).flatMap(objectsIn)];
}

function errorsIn(text: string) {
  const { definition, diagnostics } = parseDefinition(text, 'a.asl.json');
  const found = [...diagnostics, ...(definition === undefined ? [] : checkDefinition(definition))];
  return found.filter(({ severity }) => severity === 'error');
}

describe('check, compiler and APIs', () => {
  it('agree on definitions with a mistake', () => {
    const counts = { compiled: 0, rejected: 0 };
    fc.assert(
      fc.property(mistaken, (text) => {
        const errors = errorsIn(text);
        const validated = definitionDiagnostics(text, 'STANDARD').filter(({ severity }) => severity === 'ERROR');
        // What AWS rejects is an error for users, and vice versa if the rule is defined so.
        expect(validated.length > 0).toBe(errors.some(({ rejectedBy }) => rejectedBy === 'aws'));
        if (errors.length > 0) {
          counts.rejected++;
          for (const { path, span } of errors) expect([path, span.start.line]).toEqual([expect.any(Array), 1]);
          return;
        }
        counts.compiled++;
        compileStateMachine(JSON.parse(text));
      }),
      { numRuns: 300 },
    );
    expect(counts.compiled).toBeGreaterThan(5);
    expect(counts.rejected).toBeGreaterThan(5);
  });

  it('say the same as AWS of a placeholder that was left in the text: it is a string like any other', () => {
    const text = JSON.stringify({
      StartAt: 'A',
      States: { A: { Type: 'Task', Resource: '${FunctionArn}', End: true } },
    });
    expect(errorsIn(text)).toEqual([]);
    expect(definitionDiagnostics(text, 'STANDARD')).toMatchObject([
      { severity: 'ERROR', code: 'SCHEMA_VALIDATION_FAILED' },
    ]);
  });
});

describe('the rules', () => {
  it('make an error of all that AWS rejects', () => {
    for (const { id, severity, rejectedBy } of rules)
      if (rejectedBy === 'aws') expect({ id, severity }).toEqual({ id, severity: 'error' });
  });
});

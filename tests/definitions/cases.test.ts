import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type CaseResult, caseFileBeside, openCaseFile } from '@document-pipelines/asl/cases';

const folder = relative(process.cwd(), join(__dirname, '..', '..', 'definitions'));
const definitions = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.asl\.(ya?ml|json)$/.test(name))
  .map((name) => join(folder, name));

it('finds the definitions', () => expect(definitions.length).toBeGreaterThan(0));

/** The same cases as `asl test`: what it prints, jest shows, with the line of the cases file. */
describe.each(definitions)('%s', (definition) => {
  const suite = openCaseFile(caseFileBeside(definition) ?? definition.replace(/\.asl\.\w+$/, '.cases.yaml'));
  const { cases } = suite.caseFile;
  const results: CaseResult[] = [];

  it.each(cases.map((test) => [test.name, test] as const))('%s', async (_name, test) => {
    const result = await suite.run(test);
    results.push(result);
    const unmet = result.unmet.map(({ span, expectation, message, lines = [] }) =>
      [`${span.file}:${span.start.line} ${expectation}: ${message}`, ...lines].join('\n'),
    );
    expect(unmet).toEqual([]);
  });

  it('is reached in all its states, transitions, catchers, choice rules and retriers', () => {
    expect(results).toHaveLength(cases.length);
    const uncovered = suite.coverage(results).uncovered.map(({ description, hint }) => `${description}: ${hint}`);
    expect(uncovered).toEqual([]);
  });

  it('has a value for every placeholder', () => {
    expect(suite.machine.assumed).toEqual([]);
  });
});

import { join, relative } from 'node:path';
import { openCaseFile } from '../../interpreter/cases';

const folder = relative(process.cwd(), join(__dirname, '..', '..', 'definitions'));

/** What a cases file leaves out of another's is left out because it does not hold, and not to get by without it. */
describe.each(['batch-pipeline', 'batch-pipeline-express'])('%s', (name) => {
  const suite = openCaseFile(join(folder, `${name}.cases.yaml`));

  it.each(suite.caseFile.excepted.map((test) => [test.name, test] as const))('does otherwise: %s', async (_, test) => {
    const { unmet } = await suite.run(test);
    expect(unmet).not.toEqual([]);
  });

  it("takes over most of the document pipeline's cases", () => {
    const { cases, excepted, ownCases } = suite.caseFile;
    expect(cases.length - ownCases).toBeGreaterThan(3 * excepted.length);
  });
});

import { join, relative } from 'node:path';
import { injectErrors, openCaseFile } from '@document-pipelines/asl/cases';

const suiteOf = (name: string) =>
  openCaseFile(relative(process.cwd(), join(__dirname, '..', '..', 'definitions', `${name}.cases.yaml`)));

describe.each(['agent-pipeline', 'batch-inference'])('%s', (name) => {
  const suite = suiteOf(name);

  it('loses nothing, whatever fails wherever: it ends as it is meant to, or in a dead letter', async () => {
    const ran = [];
    for (const test of suite.caseFile.cases) ran.push(await suite.run(test));
    const { injections, unreached } = await injectErrors(suite.machine, ran);
    expect(unreached).toEqual([]);
    expect(injections.length).toBeGreaterThan(50);
    const lost = injections.flatMap(({ state, error, once, always }) =>
      [once, always]
        .filter((landing) => landing.state === 'nothing' || landing.refusal !== undefined)
        .map((landing) => ({ state, error, landing })),
    );
    expect(lost).toEqual([]);
  });
});

describe('an agent that answers at once', () => {
  it('enters 5 states, and 3 more for each further look', async () => {
    const suite = suiteOf('agent-pipeline');
    const enteredIn = async (name: string) => {
      const test = suite.caseFile.cases.find((each) => each.name === name)!;
      const { run } = await suite.run(test);
      return run.path.length;
    };
    expect(await enteredIn('gives the answer that the agent stored')).toBe(5);
    expect(await enteredIn('waits longer and longer, up to a bound, while the agent thinks')).toBe(5 + 4 * 3);
  });
});

describe('a job that runs for hours', () => {
  it('enters 8 states, and 3 more for each further look', async () => {
    const suite = suiteOf('batch-inference');
    const enteredIn = async (name: string) => {
      const test = suite.caseFile.cases.find((each) => each.name === name)!;
      const { run } = await suite.run(test);
      return run.path.length;
    };
    expect(await enteredIn('joins what a completed job answered, and tells how many have no answer')).toBe(8);
    expect(await enteredIn('waits longer and longer, up to a bound, while the job goes its way')).toBe(8 + 3 * 3);
  });
});

import { join, relative } from 'node:path';
import { injectErrors, openCaseFile } from '@document-pipelines/asl/cases';

const file = relative(process.cwd(), join(__dirname, '..', '..', 'definitions', 'train-model.cases.yaml'));
const suite = openCaseFile(file);

describe('the training of a model', () => {
  it('loses no model, whatever fails wherever: it is published, declined or buried', async () => {
    const ran = [];
    for (const test of suite.caseFile.cases) ran.push(await suite.run(test));
    const { injections, unreached } = await injectErrors(suite.machine, ran);
    expect(unreached).toEqual([]);
    expect(injections.length).toBeGreaterThan(100);
    const lost = injections.flatMap(({ state, error, once, always }) =>
      [once, always]
        .filter((landing) => landing.state === 'nothing' || landing.refusal !== undefined)
        .map((landing) => ({ state, error, landing })),
    );
    expect(lost).toEqual([]);
  });

  it('leaves no job running: whatever ends TrainModel without a model either says that it is over or stops it', async () => {
    const happy = await suite.run(suite.caseFile.cases[0]!);
    const { injections } = await injectErrors(suite.machine, [happy]);
    const training = injections.filter(({ state }) => state === 'TrainModel');
    expect(training.length).toBeGreaterThan(5);
    expect(new Set(training.map(({ always }) => always.state))).toEqual(new Set(['IsTrainingOver']));
  });
});

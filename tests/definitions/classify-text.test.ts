import { join, relative } from 'node:path';
import { injectErrors, openCaseFile } from '@document-pipelines/asl/cases';
import { problemsByError } from '../../stacks/pipelines/classify-text/problems';

const file = relative(process.cwd(), join(__dirname, '..', '..', 'definitions', 'classify-text.cases.yaml'));
const suite = openCaseFile(file);

describe('classify-text', () => {
  it('ends every failure with an answer or an error that the API knows, whatever fails wherever', async () => {
    const ran = [];
    for (const test of suite.caseFile.cases) ran.push(await suite.run(test));
    const { injections, unreached } = await injectErrors(suite.machine, ran);
    expect(unreached).toEqual([]);
    expect(injections.length).toBeGreaterThan(20);
    const endings = injections.flatMap(({ state, error, once, always }) =>
      [once, always].map((landing) => ({ state, error, landing })),
    );
    const unknown = endings.filter(
      ({ landing }) => landing.status !== 'SUCCEEDED' && !(landing.state in problemsByError),
    );
    expect(unknown).toEqual([]);
  });

  it('draws a fence that no text can know, the same in both calls of an execution', async () => {
    const test = suite.caseFile.cases.find(({ name }) => name.startsWith('asks once more, with the error'))!;
    const { run } = await suite.run({ ...test, seed: 1 });
    const again = await suite.run({ ...test, seed: 2 });
    const fences = [run, again.run].map(({ record }) => {
      const requests = record.history.flatMap(({ taskScheduledEventDetails: details }) =>
        details === undefined ? [] : [JSON.stringify(details.parameters)],
      );
      expect(requests).toHaveLength(2);
      return requests.map((request) => /<<<document ([0-9a-f-]{36})/.exec(request)?.[1]);
    });
    expect(fences[0]![0]).toBe(fences[0]![1]);
    expect(fences[1]![0]).toBe(fences[1]![1]);
    expect(fences[0]![0]).not.toBe(fences[1]![0]);
  });
});

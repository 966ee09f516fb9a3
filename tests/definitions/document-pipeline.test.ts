import { join, relative } from 'node:path';
import { injectErrors, openCaseFile, runCase } from '@document-pipelines/asl/cases';

const file = relative(process.cwd(), join(__dirname, '..', '..', 'definitions', 'document-pipeline.cases.yaml'));
const suite = openCaseFile(file);

describe('the document pipeline', () => {
  it('leaves an input too large for a message out of the dead letter', async () => {
    const test = suite.caseFile.cases.find(({ name }) => name.startsWith('buries an invoice'))!;
    const input = { bucket: 'documents', key: 'incoming/invoice.pdf', versionId: 'v1', note: 'x'.repeat(50_000) };
    const { calls } = await runCase(suite.machine, { ...test, input });
    const letter = calls.find(({ stateName }) => stateName === 'DeadLetter');
    expect(letter?.arguments).toMatchObject({
      MessageBody: { input: { omitted: 'the input is too large for a message: DescribeExecution gives it' } },
    });
  });

  it('loses no document, whatever fails wherever: it is stored, rejected or buried', async () => {
    const ran = [];
    for (const test of suite.caseFile.cases) ran.push(await suite.run(test));
    const { injections, unreached } = await injectErrors(suite.machine, ran);
    expect(unreached).toEqual([]);
    expect(injections.length).toBeGreaterThan(200);
    const lost = injections.flatMap(({ state, error, once, always }) =>
      [once, always]
        .filter((landing) => landing.state === 'nothing' || landing.refusal !== undefined)
        .map((landing) => ({ state, error, landing })),
    );
    expect(lost).toEqual([]);
    const endings = new Set(injections.flatMap(({ once, always }) => [once.status, always.status]));
    expect([...endings].sort()).toEqual(['FAILED', 'SUCCEEDED']);
  });

  it('gives the same histories at every run', async () => {
    const histories = async () => {
      const texts: string[] = [];
      for (const test of suite.caseFile.cases) texts.push(JSON.stringify((await suite.run(test)).run.record.history));
      return texts;
    };
    expect(await histories()).toEqual(await histories());
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { openCaseFile, runCase } from '@document-pipelines/asl/cases';

const files = readdirSync('definitions').filter((file) => /\.(asl|frame)\.yaml$/.test(file));
const suite = openCaseFile('definitions/document-pipeline.cases.yaml');
const happy = suite.caseFile.cases.find(({ name }) => name === 'stores an invoice in twelve states')!;

/** Returns the cause in the dead letter of a document whose text cannot be extracted for this cause. */
async function causeInLetter(cause: string): Promise<string> {
  const { calls } = await runCase(suite.machine, {
    ...happy,
    mocks: { ...happy.mocks, ExtractText: { throw: { error: 'Odd', cause } } },
  });
  const letter = calls.find(({ stateName }) => stateName === 'DeadLetter')!;
  return (letter.arguments as { readonly MessageBody: { readonly Cause: string } }).MessageBody.Cause;
}

it.each([
  [4000, /^x{4000}$/],
  [4001, /^x{3999}…$/],
])('a cause of %i characters is in a letter as %s', async (length, told) => {
  expect(told.test(await causeInLetter('x'.repeat(length)))).toBe(true);
});

it.each(files)('%s cuts no cause and no message without a sign', (file) => {
  const text = readFileSync(`definitions/${file}`, 'utf8');
  const cuts = [...text.matchAll(/\$substring\(\$(cause|message|said), [^)]*\)/g)];

  expect(text).not.toMatch(/\$substring\([^()]*(Cause|Message), /);
  for (const { 0: cut } of cuts) expect(text.includes(`${cut} & '…'`) || text.includes(`'…' & ${cut}`)).toBe(true);
});

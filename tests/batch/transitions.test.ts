import { join, relative } from 'node:path';
import { billedTransitions } from '../../asl/cost';
import { transitionsByOutcome } from '../../functions/summarize-batch/batch-price';
import { openCaseFile } from '../../interpreter/cases';

const file = relative(process.cwd(), join(__dirname, '..', '..', 'definitions', 'batch-pipeline.cases.yaml'));
const suite = openCaseFile(file);

/** What summarize-batch prices a STANDARD child by is what the definition takes. */
it.each([
  ['STORED', 'stores an invoice in twelve states (as document-pipeline)'],
  ['REJECTED', 'rejects a document of an unsupported type (as document-pipeline)'],
  ['HANDED_OVER', 'hands over what a person has to look at'],
  ['ALREADY_PROCESSED', 'ends when the ledger has the document already (as document-pipeline)'],
] as const)('%s takes as many transitions as the summary of a batch says', async (outcome, name) => {
  const { run } = await suite.run(suite.caseFile.cases.find((test) => test.name === name)!);
  expect(run.record.output).toMatchObject({ outcome });
  expect(billedTransitions({ statesEntered: run.path.length })).toBe(transitionsByOutcome[outcome]);
});

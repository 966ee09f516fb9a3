import { join, relative } from 'node:path';
import { openCaseFile } from '@document-pipelines/asl/cases';
import { billedTransitions } from '@document-pipelines/asl/cost';
import { transitionsByOutcome } from '../../functions/summarize-batch/batch-price';

const suiteOf = (definition: string) =>
  openCaseFile(relative(process.cwd(), join(__dirname, '..', '..', 'definitions', `${definition}.cases.yaml`)));
const documents = suiteOf('document-pipeline');
const batches = suiteOf('batch-pipeline');

/** Returns the output of an execution of a case, and what Step Functions bills for it: the states that it enters, and its start. */
async function billed({ caseFile, run }: ReturnType<typeof suiteOf>, name: string) {
  const { run: ended } = await run(caseFile.cases.find((test) => test.name === name)!);
  return { output: ended.record.output, transitions: billedTransitions({ statesEntered: ended.path.length }) };
}

/** The price of a document in summarize-batch is that of the two definitions: its own execution, and the child that waits for it. */
it.each([
  ['STORED', 'takes a document of a batch the same way as any other'],
  ['REJECTED', 'rejects a document of an unsupported type'],
  ['HANDED_OVER', 'hands over in a batch what a person has to look at'],
  ['ALREADY_PROCESSED', 'ends when the ledger has the document already'],
] as const)('%s takes as many transitions as the summary of a batch says', async (outcome, name) => {
  const document = await billed(documents, name);
  const child = await billed(batches, 'waits for the execution of its document, and keeps what became of it');

  expect(document.output).toMatchObject({ outcome });
  expect(child.transitions).toBe(2);
  expect(document.transitions + child.transitions).toBe(transitionsByOutcome[outcome]);
});

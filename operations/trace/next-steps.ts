import type { Account } from '../account';
import { executionReference } from '../ledger/execution-reference';
import type { NextStep, Story } from './story';

type StoryFacts = Omit<Story, 'next'>;

/** Returns where to look next, the most useful command first. */
export function nextSteps({ commands }: Pick<Account, 'commands'>, story: StoryFacts): readonly NextStep[] {
  const { documentId, row, review, executions } = story;
  const last = executions.at(-1);
  const steps: NextStep[] = [];
  if (isFailed(story)) {
    const id = documentId ?? last?.executionArn;
    if (id !== undefined) steps.push({ why: 'to try again', command: commands.redrive(id) });
  }
  if (story.deadLetters.length > 0) steps.push({ why: 'the whole dead letter', command: commands.letters() });
  if (review?.status === 'WAITING' && row?.status === 'IN_REVIEW')
    steps.push({ why: 'a person decides', command: commands.review('show', review.reviewId) });
  const batchId = executions.find((execution) => execution.batchId !== undefined)?.batchId;
  if (batchId !== undefined) steps.push({ why: 'its batch', command: commands.showBatch(batchId) });
  if (documentId !== undefined)
    steps.push({ why: 'the records of the document', command: commands.showDocument(documentId) });
  steps.push(...startedSteps(story, commands.trace));
  if (last === undefined && documentId !== undefined)
    steps.push({ why: 'what was not delivered', command: commands.reconcile() });
  return steps;
}

/** Executions that a state started, and that are not part of the story. */
const mostStarted = 3;

function startedSteps({ executions }: StoryFacts, trace: (id: string) => string): readonly NextStep[] {
  const told = new Set(executions.map(({ executionArn }) => executionArn));
  return executions
    .flatMap(({ visits }) => visits)
    .flatMap(({ stateName, startedExecutionArn: arn }) => (arn === undefined ? [] : [{ stateName, arn }]))
    .filter(({ arn }) => !told.has(arn))
    .slice(0, mostStarted)
    .map(({ stateName, arn }) => ({ why: `what ${stateName} started`, command: trace(arn) }));
}

function isFailed({ row, executions, documentId }: StoryFacts): boolean {
  if (row !== undefined) return row.status === 'FAILED';
  const last = executions.at(-1);
  // Of a child of a batch, the document is redriven.
  if (documentId === undefined && executionReference(last?.executionArn ?? '')?.label !== undefined) return false;
  return last !== undefined && ['FAILED', 'TIMED_OUT', 'ABORTED'].includes(last.status);
}

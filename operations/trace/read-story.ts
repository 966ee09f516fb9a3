import type { CostAssumptions } from '@document-pipelines/asl/config';
import type { Account } from '../account';
import { readDeadLetters } from '../ledger/evidence/dead-letters';
import { type LedgerRow, readLedgerRow } from '../ledger/evidence/rows';
import { readObject, readReview, readStoredResult } from './document-facts';
import { findVersionExecutions, type VersionExecutions } from './find-version-executions';
import { describeExecution, parsed, type ReadExecution, readExecution } from './history/read-execution';
import { withLogs } from './logs/read-logs';
import { nextSteps } from './next-steps';
import { priceStory } from './price/price-story';
import type { Story, StoryDeadLetter, StoryRow } from './story';
import type { Subject } from './subject/subject';

/** How a story is read. */
export interface StoryOptions {
  /** With inputs, outputs, reasons and comments. */
  readonly data: boolean;
  readonly assumptions: CostAssumptions;
}

/** Reads the story of a document, or of an execution without one. Changes nothing. */
export async function readStory(account: Account, subject: Subject, options: StoryOptions): Promise<Story> {
  const facts = subject.kind === 'document' ? await documentFacts(account, subject, options) : undefined;
  const named = subject.executionArn === undefined ? [] : [subject.executionArn];
  const executions = await readAll(account, [...(facts?.executionArns ?? []), ...named], options);
  const stories = await Promise.all(executions.map(({ execution }) => withLogs(account, execution)));
  const price = priceStory(
    executions.map(({ events }, index) => ({ events, visits: stories[index]!.visits })),
    { environment: account.environment, region: account.region, assumptions: options.assumptions },
  );
  const story: Omit<Story, 'next' | 'deadLetters'> = {
    duplicates: [],
    notSearched: 0,
    ...facts?.story,
    executions: stories,
    price,
  };
  const deadLetters = mayHaveDeadLetters(story) ? await deadLettersOf(account, story) : [];
  return { ...story, deadLetters, next: nextSteps(account, { ...story, deadLetters }) };
}

type DocumentSubject = Extract<Subject, { kind: 'document' }>;

async function documentFacts(account: Account, { documentId, pointer: named }: DocumentSubject, options: StoryOptions) {
  const row = await readLedgerRow(account, documentId);
  const pointer = named ?? row?.pointer;
  const object = pointer === undefined ? undefined : await readObject(account, pointer);
  const chain = row === undefined ? [] : await chainOf(account, row);
  const uploadedAt = object?.uploadedAt ?? row?.details['receivedAt'];
  const found: VersionExecutions =
    uploadedAt === undefined
      ? { duplicates: [], others: [], notSearched: 0 }
      : await findVersionExecutions(account, { documentId, uploadedAt: Date.parse(uploadedAt), known: new Set(chain) });
  const review = await readReview(account, documentId, options);
  const stored = await readStoredResult(account, documentId);
  return {
    executionArns: [...chain, ...found.others],
    story: {
      documentId,
      ...(object === undefined ? {} : { object }),
      ...(row === undefined ? {} : { row: storyRow(row) }),
      ...(review === undefined ? {} : { review }),
      ...(stored === undefined ? {} : { stored }),
      duplicates: found.duplicates,
      notSearched: found.notSearched,
    },
  };
}

function storyRow({ status, executionArn, checkpoint, attempts }: LedgerRow): StoryRow {
  return { status, executionArn, checkpoint, attempts };
}

/** Redrives beyond which the chain is not followed. */
const longestChain = 50;

/** Returns the execution that owns the row, and those that it replaced. */
async function chainOf(account: Account, { executionArn }: LedgerRow): Promise<readonly string[]> {
  const chain = [executionArn];
  while (chain.length < longestChain) {
    const input = await inputOf(account, chain.at(-1)!);
    const { redriveOf } = (input ?? {}) as { readonly redriveOf?: unknown };
    if (typeof redriveOf !== 'string' || chain.includes(redriveOf)) break;
    chain.push(redriveOf);
  }
  return chain;
}

async function inputOf(account: Account, executionArn: string): Promise<unknown> {
  return parsed((await describeExecution(account, executionArn))?.['input']);
}

async function readAll(
  account: Account,
  executionArns: readonly string[],
  options: StoryOptions,
): Promise<readonly ReadExecution[]> {
  const read: ReadExecution[] = [];
  for (const executionArn of new Set(executionArns)) {
    const execution = await readExecution(account, executionArn, options);
    if (execution !== undefined) read.push(execution);
  }
  return read.sort((a, b) => a.execution.startedAt.localeCompare(b.execution.startedAt));
}

/** Receiving counts as a receive of the message, so that the queue is only read where there is a reason to. */
function mayHaveDeadLetters({ row, executions }: Pick<Story, 'row' | 'executions'>): boolean {
  const last = executions.at(-1);
  if (row !== undefined && row.status !== 'FAILED') return false;
  return row !== undefined || last === undefined || !['SUCCEEDED', 'RUNNING'].includes(last.status);
}

async function deadLettersOf(
  account: Account,
  { documentId, executions }: Pick<Story, 'documentId' | 'executions'>,
): Promise<readonly StoryDeadLetter[]> {
  const arns = new Set(executions.map(({ executionArn }) => executionArn));
  const letters = await readDeadLetters(account);
  return letters
    .filter((letter) => arns.has(letter.executionArn) || (documentId !== undefined && letter.documentId === documentId))
    .map(({ state, error, cause, executionArn, sentBy, sentAt }) => ({
      ...(sentAt === undefined ? {} : { sentAt }),
      state,
      error,
      cause,
      executionArn,
      sentBy,
    }));
}

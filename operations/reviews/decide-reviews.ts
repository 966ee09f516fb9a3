import type { Json } from '@document-pipelines/asl/definition';
import { failureText } from '@document-pipelines/asl/interpreter';
import type { Console } from '@document-pipelines/local-aws/environment';
import { type Account, type AccountOptions, readRow } from '../account';
import { documentResult } from '../documents/document-result';
import { isAllowed } from '../documents/expectation';
import { findExecutionOf } from '../documents/find-execution';
import { outcomeLine } from '../documents/outcome-line';
import { readExecutionState } from '../ledger/evidence/executions';
import { continuedBy } from '../operator-commands';
import type { ReviewerDecision } from './decision';
import { expiredLines } from './review-lines';
import { type Review, readReviewRow } from './reviews';
import { type DecisionAnswer, sendDecision, statusOfAnswer } from './send-decision';

/** Where decisions are sent, and where they are reported. */
export interface Deciding {
  readonly account: Account;
  readonly options: AccountOptions;
}

/** 0: as requested; 1: another decision was stored, checks fail, or it failed; 2: it could not be decided. */
type Status = 0 | 1 | 2;

type Answer = DecisionAnswer['body'];

/**
 * Sends one decision to each of the reviews, one after another, and follows them to the ends of their executions. Returns the worst
 * status: 1 if one failed or was decided otherwise, 2 if one could not be decided.
 */
export async function decideReviews(
  reviews: readonly Review[],
  decision: ReviewerDecision,
  deciding: Deciding,
): Promise<Status> {
  const { account, options } = deciding;
  const { console, signal } = options;
  const statuses: Status[] = [];
  const expired: Review[] = [];
  const taken: (readonly [review: Review, answer: Answer])[] = [];
  console.doing({ line: () => `${statuses.length} of ${reviews.length} decided` });
  for (const review of reviews) {
    signal.throwIfAborted();
    const answer = await sendDecision(account, review.reviewId, decision);
    statuses.push(report(review, answer, console));
    if (answer.body['error'] === 'ReviewExpired') expired.push({ ...review, status: 'EXPIRED' });
    if ('executionArn' in answer.body) taken.push([review, answer.body]);
  }
  await account.settle(followSeconds[account.kind], () =>
    haveMovedOn(
      account,
      taken.map(([review]) => review),
    ),
  );
  for (const line of await expiredLines(account, expired)) console.print(line);
  for (const [review, answer] of taken) statuses.push(await tellEnd(review, answer, deciding));
  return Math.max(0, ...statuses) as Status;
}

/** Longest time to follow what was decided, in seconds: in process, until it is idle. */
const followSeconds = { process: 86_400, endpoint: 600, aws: 600 } as const;

/** Whether each execution has ended, asks a person again, or waits for a release. */
async function haveMovedOn(account: Account, reviews: readonly Review[]): Promise<boolean> {
  for (const review of reviews) if (!(await hasMovedOn(account, review))) return false;
  return true;
}

async function hasMovedOn(account: Account, { executionArn, documentId, reviewId }: Review): Promise<boolean> {
  const state = await readExecutionState(account, executionArn);
  if (state !== 'RUNNING' && state !== 'PENDING_REDRIVE') return true;
  const review = await readReviewRow(account, reviewId);
  if (review?.['status'] === 'WAITING') return true;
  if (documentId === undefined) return false;
  const row = await readRow(account, account.names.ledgerTableName, { documentId });
  return row?.['status'] === 'WAITING_RELEASE';
}

/** Prints what a decision changed, or why it was rejected. */
function report({ reviewId }: Review, { statusCode, body }: DecisionAnswer, console: Console): Status {
  if (statusCode === 200) {
    if (body['accepted'] === false)
      console.say(`${reviewId} already has this decision, by ${String(body['reviewer'])}`);
    else if (body['delivered'] === false)
      console.say(`! ${reviewId}: the execution no longer waits for the decision; it is stored`);
    for (const change of changesOf(body)) console.print(change);
    return 0;
  }
  if (body['error'] === 'ChecksFail') return reportChecks(reviewId, body, console);
  console.say(
    `! ${reviewId}: the decision was rejected: ${String(body['error'] ?? statusCode)}: ${String(body['message'])}`,
  );
  return statusOfAnswer({ statusCode, body });
}

/** Prints the checks that fail after a correction: the review stays undecided. */
function reportChecks(reviewId: string, { failedChecks = [] }: Answer, console: Console): 1 {
  console.say(
    `! ${reviewId} is not decided: it still fails with this correction. Correct more fields, or repeat the command with --accept`,
  );
  for (const check of failedChecks as readonly string[]) console.print(check);
  return 1;
}

/** `total: 2041.60 → 1941.60`. */
function changesOf({ diff = [] }: Answer): string[] {
  const changes = diff as readonly { readonly field: string; readonly before?: Json; readonly after: Json }[];
  return changes.map(({ field, before, after }) => `${field}: ${showValue(before)} → ${showValue(after)}`);
}

function showValue(value: Json | undefined): string {
  return typeof value === 'string' ? value : value === undefined ? '(none)' : JSON.stringify(value);
}

function tellEnd(review: Review, answer: Answer, deciding: Deciding): Promise<Status> {
  const executionArn = String(answer['executionArn']);
  const { documentId } = review;
  return documentId === undefined
    ? tellExecution(executionArn, deciding)
    : tellDocument({ ...review, documentId }, executionArn, deciding);
}

async function tellDocument(
  { key, documentId }: Review & { readonly documentId: string },
  executionArn: string,
  { account, options: { console } }: Deciding,
): Promise<0 | 1> {
  const name = key.replace(/^incoming\//, '');
  const document = { name, documentId, key, isAlreadyProcessed: false, executionArns: [executionArn] };
  const result = await documentResult({ account, find: findExecutionOf(account) }, document, { isOver: true });
  console.print(outcomeLine(result, { console, commands: account.commands }));
  return isAllowed(result) ? 0 : 1;
}

async function tellExecution(executionArn: string, { account, options: { console } }: Deciding): Promise<0 | 1> {
  const described = await account.call('states', 'DescribeExecution', { executionArn });
  const { status, error, cause } = described as { status: string; error?: string; cause?: string };
  const isWell = status === 'SUCCEEDED' || status === 'RUNNING';
  const failure = failureText({ error, cause });
  const next = isWell ? '' : continuedBy(account.commands, { error, id: executionArn });
  console.print(`${executionArn.split(':').at(-1)}: ${status}${failure === '' ? '' : `: ${failure}`}${next}`);
  return isWell ? 0 : 1;
}

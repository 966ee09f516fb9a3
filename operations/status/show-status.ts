import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { linesOf } from '@document-pipelines/asl/interpreter';
import { type Account, type AccountOptions, unlessDenied, withAccount } from '../account';
import { deadLetterLine } from '../ledger/dead-letter-text';
import { readDeadLetters } from '../ledger/evidence/dead-letters';
import { readCurrentState } from '../ledger/evidence/executions';
import { readRunning } from '../ledger/evidence/other-executions';
import { readReviewRows } from '../ledger/evidence/rows';
import { expiredLines } from '../reviews/review-lines';
import { readReviews } from '../reviews/reviews';
import { ledgerLines } from './ledger-lines';
import { reminderLines } from './reminder-lines';
import { shortened } from './shortened';

/** `pipelines status`: prints the ledger, running executions, reviews, reminders, dead letters and notifications. */
export async function showStatus(options: AccountOptions): Promise<0> {
  const { console } = options;
  return withAccount<0>('pipelines status', options, async (account) => {
    for (const section of [ledgerLines, runningLines, reviewLines, reminderLines, letterLines, notificationLines])
      for (const line of await section(account)) console.print(line);
    return 0;
  });
}

async function runningLines(account: Account): Promise<readonly string[]> {
  const running = await readRunning(account);
  const shown = running.slice(0, mostDescribed);
  const lines = await unlessDenied(
    Promise.all(shown.map(({ name, executionArn }) => runningLine(account, name, executionArn))),
  );
  const known = lines ?? [...shown.map(({ name }) => `  ${name}`), '  (operator-data shows the state of each)'];
  const more = running.length - shown.length;
  return [`running: ${running.length} execution(s)`, ...known, ...(more > 0 ? [`  and ${more} more`] : [])];
}

/** The history of each is a call of its own. */
const mostDescribed = 20;

async function runningLine(account: Account, name: string, executionArn: string): Promise<string> {
  const { stateName = '?', waitsFor } = (await readCurrentState(account, executionArn)) ?? {};
  return `  ${name}  in ${stateName}${waitsFor === undefined ? '' : `, waits for ${waitsFor}`}`;
}

async function reviewLines(account: Account): Promise<readonly string[]> {
  const reviews = await unlessDenied(readReviews(account));
  if (reviews === undefined) return openReviewLines(account);
  const waiting = reviews.filter((review) => review.status === 'WAITING');
  const lines = waiting.map(({ reviewId, key, reasons }) => `  ${reviewId}  ${key}  ${reasons.join('; ')}`);
  const expired = await expiredLines(account, reviews);
  return [
    `reviews: ${waiting.length} waiting`,
    ...shortened(lines, account.commands.review('list')),
    ...expired.map((line) => `  ${line}`),
  ];
}

/** For a caller who may not read the content of reviews. */
async function openReviewLines(account: Account): Promise<readonly string[]> {
  const waiting = (await readReviewRows(account)).filter(({ status }) => status === 'WAITING');
  const lines = waiting.map(({ reviewId, key }) => `  ${reviewId}  ${key}`);
  return [
    `reviews: ${waiting.length} waiting`,
    ...shortened(lines, account.commands.review('list')),
    ...(lines.length === 0 ? [] : ['  (operator-data shows the reasons)']),
  ];
}

async function letterLines(account: Account): Promise<readonly string[]> {
  const letters = await readDeadLetters(account);
  const lines = letters.map((letter) => `  ${deadLetterLine(letter, account.commands)}`);
  return [`dead letters: ${letters.length}`, ...shortened(lines, account.commands.letters())];
}

/** Locally, what was sent to topics is in files; on AWS only their subscribers have it. */
async function notificationLines({ stateFolder }: Account): Promise<readonly string[]> {
  if (stateFolder === undefined) return [];
  const folder = join(stateFolder, 'notifications');
  const files = existsSync(folder) ? readdirSync(folder).sort() : [];
  return [
    `notifications:${files.length === 0 ? ' none' : ''}`,
    ...files.map((file) => `  ${file}  ${linesOf(readFileSync(join(folder, file), 'utf8')).length}`),
  ];
}

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { linesOf } from '@document-pipelines/asl/interpreter';
import type { Shape } from '@document-pipelines/local-aws/services';
import { type Account, type AccountOptions, withAccount } from './account';
import { deadLetterLine } from './ledger/dead-letter-text';
import { readDeadLetters } from './ledger/evidence/dead-letters';
import { readCurrentState } from './ledger/evidence/executions';
import { readRunning } from './ledger/evidence/other-executions';
import { readLedger } from './ledger/evidence/rows';
import { rowText } from './ledger/row-text';
import { expiredLines } from './reviews/review-lines';
import { readReviews } from './reviews/reviews';

/** `pipelines status`: prints the ledger, running executions, reviews, reminders, dead letters and notifications. */
export async function showStatus(options: AccountOptions): Promise<0> {
  return withAccount<0>('pipelines status', options, async (account) => {
    const context: PrintContext = { account, print: (line) => options.console.print(line) };
    await printLedger(context);
    await printRunning(context);
    await printReviews(context);
    await printReminders(context);
    await printLetters(context);
    printNotifications(context);
    return 0;
  });
}

/** What is read, and how it is printed. */
interface PrintContext {
  readonly account: Account;
  readonly print: (line: string) => void;
}

async function printLedger({ account, print }: PrintContext): Promise<void> {
  const rows = [...(await readLedger(account)).values()];
  const keyOf = (row: (typeof rows)[number]): string => row.pointer?.key ?? row.documentId;
  print(`ledger: ${rows.length} document(s)`);
  for (const row of rows.sort((a, b) => keyOf(a).localeCompare(keyOf(b))))
    print(`  ${row.status.padEnd(16)} ${keyOf(row)}  ${rowText(row, account.commands)}`.trimEnd());
}

async function printRunning({ account, print }: PrintContext): Promise<void> {
  const running = await readRunning(account);
  print(`running: ${running.length} execution(s)`);
  for (const { name, executionArn } of running) {
    const { stateName = '?', waitsFor } = (await readCurrentState(account, executionArn)) ?? {};
    print(`  ${name}  in ${stateName}${waitsFor === undefined ? '' : `, waits for ${waitsFor}`}`);
  }
}

async function printReviews({ account, print }: PrintContext): Promise<void> {
  const reviews = await readReviews(account);
  const waiting = reviews.filter((review) => review.status === 'WAITING');
  print(`reviews: ${waiting.length} waiting`);
  for (const { reviewId, key, reasons } of waiting) print(`  ${reviewId}  ${key}  ${reasons.join('; ')}`);
  for (const line of await expiredLines(account, reviews)) print(`  ${line}`);
}

/** Prints the planned reminders. If no process runs when one is due, the next process sends it when it starts. */
async function printReminders({ account, print }: PrintContext): Promise<void> {
  const call = (operation: string, input: Shape) => account.call('scheduler', operation, input);
  const { Schedules: summaries } = await call('ListSchedules', {});
  const schedules = summaries as readonly { readonly Name: string; readonly GroupName: string }[];
  print(`reminders: ${schedules.length} planned`);
  for (const { Name, GroupName } of schedules) {
    const schedule = await call('GetSchedule', { Name, GroupName });
    const { Input: input = '{}' } = schedule['Target'] as { readonly Input?: string };
    const { reviewId = Name, round = 1 } = JSON.parse(input) as { readonly reviewId?: string; readonly round?: number };
    print(`  ${reviewId}  round ${round}  ${String(schedule['ScheduleExpression'])} UTC`);
  }
}

async function printLetters({ account, print }: PrintContext): Promise<void> {
  const letters = await readDeadLetters(account);
  print(`dead letters: ${letters.length}`);
  for (const letter of letters) print(`  ${deadLetterLine(letter, account.commands)}`);
}

/** Locally, what was sent to topics is in files; on AWS only their subscribers have it. */
function printNotifications({ account: { stateFolder }, print }: PrintContext): void {
  if (stateFolder === undefined) return;
  const folder = join(stateFolder, 'notifications');
  const files = existsSync(folder) ? readdirSync(folder).sort() : [];
  print(`notifications: ${files.length === 0 ? 'none' : ''}`.trimEnd());
  for (const file of files) {
    const count = linesOf(readFileSync(join(folder, file), 'utf8')).length;
    print(`  ${file}  ${count}`);
  }
}

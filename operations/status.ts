import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { linesOf } from '@document-pipelines/asl/interpreter';
import type { EnvironmentOptions } from '@document-pipelines/local-aws/environment';
import { type ReadOnlyEnvironment, readEnvironment } from './environment';
import { deadLetterLine } from './ledger/dead-letter-text';
import { readDeadLetters } from './ledger/evidence/dead-letters';
import { readCurrentState } from './ledger/evidence/executions';
import { readRunning } from './ledger/evidence/other-executions';
import { readLedger } from './ledger/evidence/rows';
import type { LedgerClient } from './ledger/ledger-client';
import { readOnlyLedgerClient } from './ledger/local-ledger-client';
import { rowText } from './ledger/row-text';
import { type OperatorCommands, operatorCommands } from './operator-commands';
import { expiredLines } from './reviews/review-lines';
import { readReviews } from './reviews/reviews';

/** `pipelines status`: prints the ledger, running executions, reviews, reminders, dead letters and notifications. */
export async function showStatus(options: EnvironmentOptions): Promise<0> {
  return readEnvironment<0>({ ...options, command: 'pipelines status' }, async (look) => {
    const told: PrintContext = {
      look,
      client: readOnlyLedgerClient(look),
      commands: operatorCommands(options.environment),
      print: (line) => options.console.print(line),
    };
    await printLedger(told);
    await printRunning(told);
    await printReviews(told);
    await printReminders(told);
    await printLetters(told);
    printNotifications(told);
    return 0;
  });
}

/** What is read, and how it is printed. */
interface PrintContext {
  readonly look: ReadOnlyEnvironment;
  readonly client: LedgerClient;
  readonly commands: OperatorCommands;
  readonly print: (line: string) => void;
}

async function printLedger({ client, commands, print }: PrintContext): Promise<void> {
  const rows = [...(await readLedger(client)).values()];
  const keyOf = (row: (typeof rows)[number]): string => row.pointer?.key ?? row.documentId;
  print(`ledger: ${rows.length} document(s)`);
  for (const row of rows.sort((a, b) => keyOf(a).localeCompare(keyOf(b))))
    print(`  ${row.status.padEnd(16)} ${keyOf(row)}  ${rowText(row, commands)}`.trimEnd());
}

async function printRunning({ client, print }: PrintContext): Promise<void> {
  const running = await readRunning(client);
  print(`running: ${running.length} execution(s)`);
  for (const { name, executionArn } of running) {
    const { stateName = '?', waitsFor } = (await readCurrentState(client, executionArn)) ?? {};
    print(`  ${name}  in ${stateName}${waitsFor === undefined ? '' : `, waits for ${waitsFor}`}`);
  }
}

async function printReviews({ look, commands, print }: PrintContext): Promise<void> {
  const reviews = await readReviews(look);
  const waiting = reviews.filter((review) => review.status === 'WAITING');
  print(`reviews: ${waiting.length} waiting`);
  for (const { reviewId, key, reasons } of waiting) print(`  ${reviewId}  ${key}  ${reasons.join('; ')}`);
  for (const line of await expiredLines(look, reviews, commands)) print(`  ${line}`);
}

/** Prints the planned reminders. If no process runs when one is due, the next process sends it when it starts. */
async function printReminders({ look, print }: PrintContext): Promise<void> {
  const call = (operation: string, input: object) =>
    look.services.call('scheduler', operation, { ...input }, { kind: 'operator' });
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

async function printLetters({ client, commands, print }: PrintContext): Promise<void> {
  const letters = await readDeadLetters(client);
  print(`dead letters: ${letters.length}`);
  for (const letter of letters) print(`  ${deadLetterLine(letter, commands)}`);
}

function printNotifications({ look: { stateFolder }, print }: PrintContext): void {
  const folder = join(stateFolder, 'notifications');
  const files = existsSync(folder) ? readdirSync(folder).sort() : [];
  print(`notifications: ${files.length === 0 ? 'none' : ''}`.trimEnd());
  for (const file of files) {
    const count = linesOf(readFileSync(join(folder, file), 'utf8')).length;
    print(`  ${file}  ${count}`);
  }
}

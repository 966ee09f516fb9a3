import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { memberOf } from '../../asl/definition';
import { linesOf } from '../../interpreter';
import { standstillOf } from '../waiting';
import { type EnvironmentOptions, type OpenEnvironment, withEnvironment } from './environment/open-environment';
import { readReviews } from './reviews/reviews';
import { readRows } from './environment/tables';

/** `asl local status`: the ledger, what runs, what waits for a person, who will be reminded, dead letters, notifications. */
export async function status(options: EnvironmentOptions): Promise<0> {
  return withEnvironment<0>({ ...options, command: 'asl local status' }, async (environment) => {
    const print = (line: string): void => options.console.print(line);
    await printLedger(environment, print);
    printRunning(environment, print);
    await printReviews(environment, print);
    await printReminders(environment, print);
    await printLetters(environment, print);
    printNotifications(environment, print);
    return 0;
  });
}

type Print = (line: string) => void;

async function printLedger({ local, outputs }: OpenEnvironment, print: Print): Promise<void> {
  const rows = await readRows(local.services, outputs.ledgerTableName);
  print(`ledger: ${rows.length} document(s)`);
  for (const row of [...rows].sort((a, b) => String(a['key']).localeCompare(String(b['key'])))) {
    const detail = row[memberOf(detailByStatus, String(row['status'])) ?? ''] ?? '';
    print(`  ${String(row['status']).padEnd(16)} ${String(row['key'])}  ${String(detail)}`.trimEnd());
  }
}

/** What a person wants to know beside a row's status. */
const detailByStatus: Readonly<Record<string, string>> = {
  STORED: 'documentType',
  REJECTED: 'reason',
  FAILED: 'error',
  IN_REVIEW: 'reviewId',
  WAITING_RELEASE: 'releaseAt',
};

function printRunning({ local }: OpenEnvironment, print: Print): void {
  const running = local.states.running();
  print(`running: ${running.length} execution(s)`);
  for (const { name, position } of running) {
    const still = standstillOf(position, Date.now());
    const waits =
      still === undefined
        ? ''
        : still.kind === 'time'
          ? `, until ${new Date(still.until).toISOString()}`
          : ', for an answer';
    print(`  ${name}  in ${position?.stateName ?? '?'}${waits}`);
  }
}

async function printReviews({ local, outputs }: OpenEnvironment, print: Print): Promise<void> {
  const waiting = (await readReviews(local, outputs)).filter((review) => review.status === 'WAITING');
  print(`reviews: ${waiting.length} waiting`);
  for (const { reviewId, key, reasons } of waiting) print(`  ${reviewId}  ${key}  ${reasons.join('; ')}`);
}

/** Reminders planned, whoever waits: a process that is not there when one is due sends it when it starts. */
async function printReminders({ local }: OpenEnvironment, print: Print): Promise<void> {
  const { Schedules: summaries } = await local.services.call('scheduler', 'ListSchedules', {}, { kind: 'operator' });
  const schedules = summaries as readonly { readonly Name: string; readonly GroupName: string }[];
  print(`reminders: ${schedules.length} planned`);
  for (const { Name, GroupName } of schedules) {
    const schedule = await local.services.call('scheduler', 'GetSchedule', { Name, GroupName }, { kind: 'operator' });
    const { Input: input = '{}' } = schedule['Target'] as { readonly Input?: string };
    const { reviewId = Name, round = 1 } = JSON.parse(input) as { readonly reviewId?: string; readonly round?: number };
    print(`  ${reviewId}  round ${round}  ${String(schedule['ScheduleExpression'])} UTC`);
  }
}

async function printLetters({ local, outputs }: OpenEnvironment, print: Print): Promise<void> {
  // Looked at, not taken: they are visible again at once.
  const input = { QueueUrl: outputs.deadLetterQueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0 };
  const { Messages: messages } = await local.services.call('sqs', 'ReceiveMessage', input, { kind: 'operator' });
  const counted = { QueueUrl: outputs.deadLetterQueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] };
  const { Attributes: attributes } = await local.services.call('sqs', 'GetQueueAttributes', counted, {
    kind: 'operator',
  });
  const { ApproximateNumberOfMessages: count = '0' } = (attributes ?? {}) as Record<string, string>;
  print(`dead letters: ${count}`);
  for (const { Body: body } of (messages ?? []) as readonly { readonly Body?: string }[])
    print(`  ${letterText(body ?? '')}`);
}

type Letter = Readonly<Record<'state' | 'Error', string>> & {
  readonly documentId?: string;
  readonly executionArn?: string;
  readonly Cause?: string;
};

function letterText(body: string): string {
  try {
    const { state, Error: error, executionArn = '', Cause: cause = '', ...rest } = JSON.parse(body) as Letter;
    // What works on no document is known by its execution.
    const { documentId = executionArn.split(':').slice(6).join(':') } = rest;
    return `${documentId}  ${state}: ${error}: ${cause.slice(0, 200)}`;
  } catch {
    return body.slice(0, 300);
  }
}

function printNotifications({ stateFolder }: OpenEnvironment, print: Print): void {
  const folder = join(stateFolder, 'notifications');
  const files = existsSync(folder) ? readdirSync(folder).sort() : [];
  print(`notifications: ${files.length === 0 ? 'none' : ''}`.trimEnd());
  for (const file of files) {
    const count = linesOf(readFileSync(join(folder, file), 'utf8')).length;
    print(`  ${file}  ${count}`);
  }
}

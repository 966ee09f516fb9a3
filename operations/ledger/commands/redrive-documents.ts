import { type Account, withAccount } from '../../account';
import { audited, confirmChange } from '../../changes';
import { continuedBy, type OperatorCommands, operatorCommands } from '../../operator-commands';
import { shownExecution } from '../dead-letter-text';
import { redrive } from '../redrive/redrive';
import type { RedriveResult } from '../redrive/redrive-result';
import { deedText } from '../redrive/result-text';
import type { RedriveSelection } from '../redrive/select-documents';
import type { LedgerOptions } from './ledger-options';

/** `pipelines redrive …`. */
export interface RedriveCommandOptions extends LedgerOptions, RedriveSelection {
  readonly dryRun: boolean;
  /** Longest time to follow what was set going, in seconds. */
  readonly timeoutSeconds: number;
}

/** Redrives documents and follows them: returns 0 if all succeeded, 1 if one failed again or could not be redriven. */
export async function redriveDocuments(options: RedriveCommandOptions): Promise<0 | 1> {
  const { console, json, dryRun, timeoutSeconds } = options;
  const results = await withAccount('pipelines redrive', options, async (account) => {
    if (dryRun) return redrive(account, options, { dryRun, followSeconds: timeoutSeconds });
    const selection = account.kind === 'aws' ? await agreedSelection(account, options) : options;
    if (selection === undefined) return [];
    const { ids, error, state, machine } = selection;
    return audited(account, { command: 'redrive', request: { ids, error, state, machine } }, () =>
      redrive(account, selection, { dryRun, followSeconds: timeoutSeconds }),
    );
  });
  if (!json && results.length === 0) console.say('there are no documents or executions to redrive');
  const commands = operatorCommands(options);
  for (const result of results) {
    if (json) console.json({ ...result, dryRun });
    else console.print(lineOf(result, { dryRun, commands }));
  }
  return results.every(isWell) ? 0 : 1;
}

/** Shows what would be done and asks. Returns what was agreed to, by ids; undefined if that is nothing. */
async function agreedSelection(
  account: Account,
  options: RedriveCommandOptions,
): Promise<RedriveSelection | undefined> {
  const planned = await redrive(account, options, { dryRun: true, followSeconds: 0 });
  for (const result of planned) options.console.say(lineOf(result, { dryRun: true, commands: account.commands }));
  const changing = planned.filter(({ action }) => action !== 'leave' && action !== 'refuse');
  if (changing.length === 0) return undefined;
  await confirmChange(account, `redrive ${changing.length} document(s) and execution(s)`, options);
  return { ids: changing.map(({ documentId, execution }) => documentId ?? execution ?? '') };
}

function isWell(result: RedriveResult): boolean {
  return result.action !== 'refuse' && result.action !== 'error' && !hasFailed(result);
}

function hasFailed({ outcome }: RedriveResult): boolean {
  return outcome !== undefined && ['FAILED', 'TIMED_OUT', 'ABORTED'].includes(outcome);
}

interface ResultLineOptions {
  readonly dryRun: boolean;
  readonly commands: OperatorCommands;
}

function lineOf(result: RedriveResult, { dryRun, commands }: ResultLineOptions): string {
  const { documentId, key, outcome, error, executionArn = '' } = result;
  const failure = hasFailed(result)
    ? `${error === undefined ? '' : ` ${error}`}${continuedBy(commands, { error, id: documentId ?? executionArn })}`
    : '';
  const end = outcome === undefined ? '' : ` → ${outcome}${failure}`;
  const name = key ?? documentId ?? shownExecution(result.execution ?? '');
  return `${name}: ${deedText(result, { dryRun })}${end}`;
}

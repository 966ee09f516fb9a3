import { continuedBy, type OperatorCommands, operatorCommands } from '../../wording';
import { shownExecution } from '../letter-text';
import { type RedriveResult, redrive } from '../redrive/redrive';
import type { RedriveSelection } from '../redrive/select-documents';
import { type LedgerOptions, withLedger } from './with-ledger';

/** `asl redrive …`. */
export interface RedriveCommandOptions extends LedgerOptions, RedriveSelection {
  readonly dryRun: boolean;
  /** Longest time to follow what was set going, in seconds. */
  readonly timeoutSeconds: number;
}

/** Redrives documents and follows them: 0 where all is well, 1 where one failed again or could not be redriven. */
export async function redriveDocuments(options: RedriveCommandOptions): Promise<0 | 1> {
  const { console, json, dryRun, timeoutSeconds } = options;
  const results = await withLedger('asl redrive', options, (place) =>
    redrive(place, options, { dryRun, followSeconds: timeoutSeconds }),
  );
  if (!json && results.length === 0) console.say('there is nothing to redrive');
  const commands = operatorCommands(options.environment);
  for (const result of results) {
    if (json) console.json({ ...result, dryRun });
    else console.print(lineOf(result, { dryRun, commands }));
  }
  return results.every(isWell) ? 0 : 1;
}

function isWell(result: RedriveResult): boolean {
  return result.action !== 'refuse' && result.action !== 'error' && !hasFailed(result);
}

function hasFailed({ outcome }: RedriveResult): boolean {
  return outcome !== undefined && ['FAILED', 'TIMED_OUT', 'ABORTED'].includes(outcome);
}

const sayings: Readonly<Record<RedriveResult['action'], readonly [did: string, would: string]>> = {
  start: ['started anew', 'would start anew'],
  'start-execution': ['started anew with the same input', 'would start anew with the same input'],
  'redrive-execution': ['goes on where it was', 'would go on where it was'],
  notify: ['subscribers have been told', 'would tell subscribers, the document is stored'],
  'drop-letters': ['its letters are removed', 'would remove its letters'],
  leave: ['is left alone', 'would be left alone'],
  refuse: ['cannot be redriven', 'cannot be redriven'],
  error: ['could not be redriven', 'could not be redriven'],
};

function sayingOf({ action, redriveOf }: RedriveResult): readonly [did: string, would: string] {
  const isFirst = action === 'start' && redriveOf === undefined;
  return isFirst ? ['started for the first time', 'would start for the first time'] : sayings[action];
}

interface Telling {
  readonly dryRun: boolean;
  readonly commands: OperatorCommands;
}

function lineOf(result: RedriveResult, { dryRun, commands }: Telling): string {
  const { documentId, key, why, attempt, checkpoint, outcome, error, executionArn = '' } = result;
  const from = checkpoint === undefined ? '' : `checkpoint ${checkpoint}`;
  const details = [attempt === undefined ? '' : `attempt ${attempt}`, from, why ?? ''].filter((text) => text !== '');
  const failure = hasFailed(result)
    ? `${error === undefined ? '' : ` ${error}`}${continuedBy(commands, { error, id: documentId ?? executionArn })}`
    : '';
  const end = outcome === undefined ? '' : ` → ${outcome}${failure}`;
  const name = key ?? documentId ?? shownExecution(result.execution ?? '');
  return `${name}: ${sayingOf(result)[dryRun ? 1 : 0]}${details.length === 0 ? '' : ` (${details.join(', ')})`}${end}`;
}

import type { Account } from '../../account';
import { audited, findChange } from '../../changes';
import type { ReceivedDeadLetter } from '../../ledger/dead-letter';
import { readDeadLetters } from '../../ledger/evidence/dead-letters';
import { readLedgerRow } from '../../ledger/evidence/rows';
import { takeCurrentVersions } from '../../ledger/redrive/current-versions';
import { redrive } from '../../ledger/redrive/redrive';
import type { RedriveResult } from '../../ledger/redrive/redrive-result';
import { deedText } from '../../ledger/redrive/result-text';
import type { KnownNames } from '../known-names';
import type { RedriveAnswer, RedriveTarget } from './dead-letter-model';

/** What answers are made with. */
export interface RedriveContext {
  readonly names: KnownNames;
  readonly now: () => number;
}

/**
 * Redrives what a person has seen to have failed, as `pipelines redrive ID…` does, with the same audit. What was redriven since is left alone:
 * its dead letter is gone, or its row has another execution.
 */
export async function redriveTargets(
  account: Account,
  targets: readonly RedriveTarget[],
  context: RedriveContext,
): Promise<readonly RedriveAnswer[]> {
  const { letters } = await takeCurrentVersions(account, await readDeadLetters(account));
  const chosen = new Map<string, RedriveTarget>();
  const overtaken: RedriveTarget[] = [];
  for (const target of targets) {
    const letter = letters.find(({ executionArn }) => executionArn === target.executionArn);
    if (await isAsSeen(account, target, letter)) chosen.set(letter?.documentId ?? target.id, target);
    else overtaken.push(target);
  }
  const ids = [...chosen.keys()];
  const results =
    ids.length === 0
      ? []
      : await audited(account, { command: 'redrive', request: { ids } }, () =>
          redrive(account, { ids }, { dryRun: false, followSeconds: 0 }),
        );
  return [
    ...results.map((result) => answerOf(result, chosen, context)),
    ...(await Promise.all(overtaken.map((target) => overtakenAnswer(account, target, context)))),
  ];
}

async function isAsSeen(
  account: Account,
  { id, executionArn }: RedriveTarget,
  letter: ReceivedDeadLetter | undefined,
): Promise<boolean> {
  if (letter !== undefined) return true;
  if (id.startsWith('arn:')) return false;
  return (await readLedgerRow(account, id))?.executionArn === executionArn;
}

const deeds: ReadonlySet<RedriveResult['action']> = new Set([
  'start',
  'start-execution',
  'redrive-execution',
  'notify',
  'drop-letters',
]);

function answerOf(
  result: RedriveResult,
  chosen: ReadonlyMap<string, RedriveTarget>,
  { names }: RedriveContext,
): RedriveAnswer {
  const { documentId, execution, key, action, executionArn } = result;
  const id = documentId ?? execution ?? '';
  const target = chosen.get(id)?.id ?? id;
  return {
    id: target,
    name: key ?? names.nameOf(target),
    kind: deeds.has(action) ? 'done' : 'not done',
    text: deedText(result, { dryRun: false }),
    ...(executionArn === undefined ? {} : { executionArn }),
  };
}

async function overtakenAnswer(
  account: Account,
  { id, executionArn }: RedriveTarget,
  { names, now }: RedriveContext,
): Promise<RedriveAnswer> {
  const row = id.startsWith('arn:') ? undefined : await readLedgerRow(account, id);
  const change = await findChange(account, { command: 'redrive', ids: [id, executionArn], now: now() });
  const where = row === undefined ? '' : `, and it is ${row.status} now`;
  return {
    id,
    name: names.nameOf(id),
    kind: 'overtaken',
    text: `was redriven meanwhile${where}: it is not touched`,
    ...(row === undefined ? {} : { executionArn: row.executionArn }),
    ...change,
  };
}
